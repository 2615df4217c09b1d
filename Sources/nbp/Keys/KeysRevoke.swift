import App
import ArgumentParser

/// `nbp keys revoke`: ends a key at once.
struct KeysRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a key at once; the next request that shows it is refused."
    )

    @OptionGroup var place: KeysPlace

    @Argument(help: "The key, as key_….")
    var id: String

    func run() async throws {
        try await place.desk().revoke(id, of: place.email)
        Terminal.say("The key is revoked.\n")
    }
}
