import App
import ArgumentParser
import FoundationEssentials

/// `nbp verify`: whether pictures were made here, and what kind of pictures they are.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check whether pictures were made here and are unchanged.",
        discussion: """
            Reads the marks of PNG, JPEG, WebP and AVIF files, at most 100 MB each, and says what they tell; never by whom a picture \
            was made. It asks nobody and needs no running server. Exit code 0 says that every file was made here and is whole.
            """
    )

    @Argument(help: "The files to check.")
    var files: [String]

    @Option(help: "A file with root certificates in PEM to believe, instead of this installation's own.")
    var root: String?

    @Option(help: "The settings file; else nbp.yaml in the data directory, if there is one.")
    var config: String?

    func run() async throws {
        let settings = try await Settings.read(file: config.map { URL(filePath: $0) })
        let check = try FileCheck(settings, roots: root.map { URL(filePath: $0) })
        var areGood = true
        for file in files {
            do {
                let finding = try await check.finding(of: InputFile.bytes(file, upTo: FileCheck.longestFile))
                areGood = areGood && finding.isGood
                print("\(file): \(finding.line)")
            } catch is FileCheck.NoPicture {
                areGood = false
                Terminal.say("nbp: \(file) is no picture in a format that is known here\n")
            } catch let refusal as InputRefusal {
                areGood = false
                Terminal.say("nbp: \(refusal)\n")
            }
        }
        if !areGood { throw ExitCode(1) }
    }
}
