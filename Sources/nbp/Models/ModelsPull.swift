import App
import ArgumentParser
import FoundationEssentials
import LocalModels
import Outbound

/// `nbp models pull`: fetches weights and believes nothing but their digest.
struct ModelsPull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Fetch weights, verify them, and keep them in the data directory.",
        discussion: """
            Takes .safetensors and .gguf files of at most 64 GiB, by https. A pull that broke off goes on where it ended when the same \
            command is run again. NBP_SDCPP_MODEL takes the name then.
            """
    )

    @OptionGroup var place: ModelsPlace

    @Argument(help: "The address of the file itself.")
    var address: String

    @Option(
        name: .customLong("sha256"),
        help: "The file's SHA-256, in hexadecimal, as its publisher names it."
    )
    var digest: String

    @Option(help: "What to call it here; else as the address ends.")
    var name: String?

    func run() async throws {
        let order = try order()
        let desk = try await place.desk()
        let entry = try await pull(order, to: desk)
        print(
            "\(entry.name.text) is here and verified, \(entry.size >> 20) MiB; set NBP_SDCPP_MODEL=\(entry.name.text)"
        )
    }

    /// Shows how far it is, where the server says how much there is.
    private func pull(_ order: WeightsPull.Order, to desk: WeightsDesk) async throws -> WeightsShelf.Entry {
        let bar = ProgressBar()
        defer { bar.clear() }
        return try await desk.pull(order) { size, total in
            let fraction = total.map { min(Double(size) / Double(max($0, 1)), 1) } ?? 0
            bar.show(fraction, "\(size >> 20) MiB")
        }
    }

    private func order() throws -> WeightsPull.Order {
        guard let url = OutboundURL(address), url.scheme == .https || url.isThisMachine else {
            throw ValidationError("\(address) is no address; write https://, a host and a path")
        }
        guard let digest = WeightsDigest(digest) else {
            throw ValidationError(
                "\(digest) is no SHA-256; write the 64 hexadecimal digits that the publisher names"
            )
        }
        return WeightsPull.Order(url, as: try weightsName(url), verifiedBy: digest)
    }

    /// The name that was given, else the last part of the path.
    private func weightsName(_ url: OutboundURL) throws -> WeightsName {
        if let name { return try .typed(name) }
        let path = url.target.prefix { $0 != "?" }
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        guard let name = WeightsName(last) else {
            throw ValidationError("the address ends in no name for weights; choose one with --name")
        }
        return name
    }
}
