import App
import ArgumentParser
import Foundation

/// `nbp backup verify`: whether a backup can be brought back.
struct BackupVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Restore a backup into a scratch folder and open it there; nothing else is changed."
    )

    @OptionGroup var place: BackupPlace

    @Argument(help: "The backup of the data.")
    var file: String

    @Option(help: "The backup of the key ring; else the ring that is here.")
    var keys: String?

    func run() async throws {
        let contents = try await Backups(place.settings()).verify(
            URL(filePath: file),
            keys: keys.map { URL(filePath: $0) }
        )
        print("It opens: \(contents.pictures) picture files, and \(contents.people) people with a key.")
    }
}
