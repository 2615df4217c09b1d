import App
import ArgumentParser
import FoundationEssentials
import Kernel

/// `nbp privacy export`: writes somebody's archive to a file.
struct PrivacyExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write everything that is kept about somebody to a ZIP file, in the clear.",
        discussion: """
            It is one act of the audit log, which the person reads. Hand the file over safely and delete it.
            """
    )

    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    @Option(help: "The e-mail address of their account.")
    var address: String

    @Option(name: .shortAndLong, help: "The file to write; it must not be there yet.")
    var output: String

    @Option(help: "The language of what is there to read, en or zh-Hant.")
    var language = Language.english.rawValue

    func run() async throws {
        guard let language = Language(rawValue: language) else {
            throw ValidationError("\(language) is no language; use en or zh-Hant")
        }
        let desk = try await ArchiveDesk(Settings.read(file: config.map { URL(filePath: $0) }))
        let bytes = try await desk.export(address, to: URL(filePath: output), in: language)
        print("\(output): \(bytes) bytes, readable by its owner alone.")
    }
}
