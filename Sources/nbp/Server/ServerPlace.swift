import App
import ArgumentParser
import FoundationEssentials
import NanoBananaPro

/// Where a command's pictures are made: in this process, or by a server.
struct ServerPlace: ParsableArguments {
    /// Not on the command line, where others on the machine can read it.
    private static let keyVariable = "NBP_KEY"

    @Option(help: "The address of a server that makes it, as https://studio.example.")
    var server: String?

    @Option(help: "The server's key, nbp_sk_…; better in the environment variable NBP_KEY.")
    var key: String?

    var isNamed: Bool { server != nil }

    func validate() throws {
        guard isNamed || key == nil else { throw ValidationError("a --key is for a --server; name one") }
        _ = try named()
    }

    /// Makes the pictures, shows how far they are, and writes them.
    func write(_ request: OneOff.Request, to target: OutputTarget) async throws {
        if let (url, key) = try named() {
            let studio = NanoBananaPro(server: url, key: key)
            try await ServerRun(studio: studio).write(request, to: target)
        } else {
            try await OneOff.write(request, to: target)
        }
    }

    /// Nil for this process.
    private func named() throws -> (server: URL, key: NanoBananaPro.Key)? {
        guard let server else { return nil }
        guard let url = URL(string: server), ["http", "https"].contains(url.scheme?.lowercased()),
            url.host()?.isEmpty == false
        else {
            throw ValidationError("\(server) is no address; write http:// or https:// and a host")
        }
        guard let key = key ?? ProcessInfo.processInfo.environment[Self.keyVariable], !key.isEmpty else {
            throw ValidationError(
                "a server wants a key; name it with --key, or better in \(Self.keyVariable)"
            )
        }
        return (url, NanoBananaPro.Key(key))
    }
}
