import App
import ArgumentParser
import Foundation
import Kernel

/// `nbp backup create`: a backup of the data, and of the keys apart.
struct BackupCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a backup beside the running server, and clear those that are too old.",
        discussion: """
            Pictures and words stay sealed under keys that the backup does not hold. --keys names a folder of its own, best on other \
            storage, for a backup of the key ring: it stays for seven days, and the newest one opens every backup. keys/master.key is \
            in neither; keep it apart too.
            """
    )

    @OptionGroup var place: BackupPlace

    @Option(help: "The folder; else backups in the data directory.")
    var to: String?

    @Option(help: "The folder for backups of the key ring.")
    var keys: String?

    @Option(help: "How long backups of the data stay, at most the published thirty days.")
    var keep = "P30D"

    func run() async throws {
        let settings = try await place.settings()
        guard let match = keep.wholeMatch(of: /P(\d{1,2})D/), let days = Int(match.1), (1...30).contains(days)
        else {
            throw ValidationError("\(keep) is no period from P1D to P30D")
        }
        let made = try await Backups(settings).create(
            in: to.map { URL(filePath: $0) } ?? Backups.usualFolder(of: settings),
            keys: keys.map { URL(filePath: $0) },
            keeping: .days(days)
        )
        print(made.data.path)
        if let keys = made.keys {
            print(keys.path)
        } else {
            Terminal.say(
                "The key ring is not in it: back it up apart with --keys, or it opens beside this one alone.\n"
            )
        }
    }
}
