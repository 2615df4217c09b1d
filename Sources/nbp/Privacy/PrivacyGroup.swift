import ArgumentParser

/// `nbp privacy`: what people may demand about their data, done by the operator for them.
struct PrivacyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy",
        abstract: "Do for somebody what they may demand about their data; works beside a running server.",
        subcommands: [PrivacyExport.self, PrivacyImport.self]
    )
}
