import App
import ArgumentParser
import FoundationEssentials

/// The installation that a command is about.
struct AdminPlace: ParsableArguments {
    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func requests() async throws -> RequestCounter {
        try await RequestCounter(Settings.read(file: config.map { URL(filePath: $0) }))
    }

    func desk() async throws -> StaffDesk {
        try await StaffDesk(Settings.read(file: config.map { URL(filePath: $0) }))
    }
}
