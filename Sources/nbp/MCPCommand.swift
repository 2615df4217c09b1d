import App
import ArgumentParser
import Foundation

/// `nbp mcp`: the Model Context Protocol over standard input and output, for programs that start it.
struct MCPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract:
            "Offer images as tools to an AI program, over standard input and output (Model Context Protocol).",
        discussion: """
            Without a server, images are made in this process, and are gone with it unless --out names a folder. It ends when its \
            input does.
            """
    )

    @Option(help: "A server to go through, as https://studio.example; its key is --key or NBP_KEY.")
    var server: String?

    @Option(help: "A secret key of the server; better in NBP_KEY, where other programs do not see it.")
    var key: String?

    @Option(help: "A folder in which finished images are kept as files.")
    var out: String?

    func validate() throws {
        guard server != nil else {
            guard key == nil else { throw ValidationError("--key is for a --server; name one") }
            return
        }
        guard out == nil else {
            throw ValidationError("--out is for images that are made here; those of a --server stay there")
        }
        guard secret != nil else {
            throw ValidationError("a --server needs a key; set NBP_KEY or name it with --key")
        }
    }

    private var secret: String? { key ?? ProcessInfo.processInfo.environment["NBP_KEY"] }

    func run() async throws {
        if let server, let secret {
            try await MCPBridge(to: server, key: secret, write: Self.write).serve(.standardInput)
        } else {
            try await MCPDesk.serve(
                .standardInput,
                keeping: out.map { URL(filePath: $0).absoluteURL },
                write: Self.write
            )
        }
    }

    private static let write: @Sendable (Data) -> Void = { line in Terminal.put(line + Data("\n".utf8)) }
}
