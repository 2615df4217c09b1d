import App
import ArgumentParser
import Foundation

/// `nbp backup`: copies of an installation, and the way back.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Back the installation up, look whether a backup opens, and bring one back.",
        subcommands: [BackupCreate.self, BackupVerify.self, BackupRestore.self]
    )
}

/// The installation that a command backs up.
struct BackupPlace: ParsableArguments {
    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func settings() async throws -> Settings {
        try await Settings.read(file: config.map { URL(filePath: $0) })
    }
}
