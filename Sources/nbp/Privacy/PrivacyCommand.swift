import App
import ArgumentParser
import Foundation

/// `nbp privacy`: what people and the law may demand about data, done by the operator beside a running server.
struct PrivacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy",
        abstract:
            "Export, import, erase, restrict and hold data, for those who may demand it; works beside a running server.",
        subcommands: [
            PrivacyExport.self, PrivacyImport.self, PrivacyErase.self, PrivacyRestrict.self, PrivacyHold.self,
            PrivacyRequests.self, PrivacyInbox.self,
        ]
    )
}

/// Whose data a command is about.
struct PrivacyPlace: ParsableArguments {
    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func desk() async throws -> PrivacyDesk {
        try await PrivacyDesk(Settings.read(file: config.map { URL(filePath: $0) }))
    }
}
