import App
import ArgumentParser
import FoundationEssentials

/// `nbp privacy import`: takes somebody's archive of another installation in.
struct PrivacyImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take pictures, prompts and preferences of an archive into somebody's account.",
        discussion: "Exits 1 when something that could be taken over is missing; the lines say why."
    )

    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    @Option(help: "The e-mail address of their account here.")
    var address: String

    @Argument(help: "The archive, as it was downloaded.")
    var file: String

    func run() async throws {
        let desk = try await ArchiveDesk(Settings.read(file: config.map { URL(filePath: $0) }))
        let report = try await desk.bring(URL(filePath: file), to: address)
        for line in report.lines { print(line) }
        guard report.isComplete else { throw ExitCode(1) }
    }
}
