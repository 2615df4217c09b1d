import App
import ArgumentParser
import FoundationEssentials

/// The letter that a command sends, and the installation whose people get it.
struct LetterPlace: ParsableArguments {
    static let discussion = """
        The letter is plain text with one part for each language: a line "# en: The subject" and below it the text, a line \
        "# zh-Hant: …" and its text. The same letter goes to nobody twice, however often the command is given.
        """

    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    @Option(help: "The file with the letter.")
    var file: String

    @Flag(help: "Say how many would get it, and send nothing.")
    var dryRun = false

    func send(_ kind: LetterDesk.Kind) async throws {
        guard let text = try? String(contentsOf: URL(filePath: file), encoding: .utf8) else {
            throw ValidationError("\(file) cannot be read as text; name a file in UTF-8")
        }
        let desk = try await LetterDesk(Settings.read(file: config.map { URL(filePath: $0) }))
        print(try await dryRun ? desk.count(text, as: kind) : desk.send(text, as: kind))
    }
}
