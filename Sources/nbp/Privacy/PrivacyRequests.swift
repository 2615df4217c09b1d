import App
import ArgumentParser

/// `nbp privacy requests`: what people demand about their data, with clocks.
struct PrivacyRequests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "List the requests about people's data with their deadlines; works beside a running server."
    )

    @OptionGroup var place: AdminPlace

    @Flag(help: "List those that are answered too.")
    var all = false

    func run() async throws {
        let lines = try await place.requests().lines(all: all)
        print(lines.isEmpty ? "Nobody waits for an answer." : lines.joined(separator: "\n"))
    }
}
