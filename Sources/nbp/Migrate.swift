import App
import ArgumentParser
import FoundationEssentials

/// `nbp migrate`: brings the database to this version, without serving.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to this version. nbp serve does so by itself."
    )

    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func run() async throws {
        let settings = try await Settings.read(file: config.map { URL(filePath: $0) })
        let applied = try await Core.migrate(settings)
        print(applied == 0 ? "The database is up to date." : "Applied \(applied) migrations.")
    }
}
