import App
import ArgumentParser
import FoundationEssentials
import Telemetry

/// `nbp serve`: the server, with its workers inside.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the studio.",
        discussion: "Settings come from NBP_… environment variables or nbp.yaml; see docs/operations.md."
    )

    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func run() async throws {
        let settings = try await Settings.read(file: config.map { URL(filePath: $0) })
        Telemetry.bootstrap(level: settings.logLevel)
        try await Server(settings, .real).run()
    }
}
