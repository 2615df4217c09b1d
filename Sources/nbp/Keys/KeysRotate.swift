import App
import ArgumentParser

/// `nbp keys rotate`: gives a key a new secret.
struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give a key a new secret, and print it, once, on standard output."
    )

    @OptionGroup var place: KeysPlace

    @Argument(help: "The key, as key_….")
    var id: String

    @Option(help: "For how many hours the old secret works too, 0 to 168.")
    var overlapHours = 0

    func run() async throws {
        try await place.desk().rotate(id, of: place.email, overlapHours: overlapHours).tell()
    }
}
