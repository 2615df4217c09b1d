import App
import ArgumentParser
import Foundation

/// `nbp backup restore`: puts a backup in the place of the data.
struct BackupRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the data, while no server runs.",
        discussion: """
            The key ring that is here stays: it knows what was erased since. The server that starts next deletes that again, and \
            answers 503 to everything until it is done.
            """
    )

    @OptionGroup var place: BackupPlace

    @Argument(help: "The backup of the data.")
    var file: String

    @Option(help: "The backup of the key ring, where the ring is lost; take the newest one.")
    var keys: String?

    @Flag(help: "Replace the data that is here.")
    var replace = false

    func run() async throws {
        let contents = try await Backups(place.settings()).restore(
            URL(filePath: file),
            keys: keys.map { URL(filePath: $0) },
            replacing: replace
        )
        print(
            "Restored: \(contents.pictures) picture files. Start the server; it cleans the copy before it serves."
        )
    }
}
