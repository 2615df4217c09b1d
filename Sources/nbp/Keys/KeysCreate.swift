import App
import ArgumentParser

/// `nbp keys create`: makes a key.
struct KeysCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a key, and print its secret, once, on standard output.",
        discussion: "The account's person is told by mail."
    )

    @OptionGroup var place: KeysPlace

    @Option(help: "What to call it.")
    var name: String

    @Flag(help: "Make a key for pages: it works on its sites only, and makes pictures only.")
    var publishable = false

    @Option(help: "A site of a publishable key, as https://shop.example; may be given several times.")
    var origin: [String] = []

    @Option(help: "What it may: jobs, read, manage, webhooks or account; may be given several times.")
    var scope: [String] = []

    @Option(help: "Days until it ends, 365 at most; else it works until it is revoked.")
    var days: Int?

    @Option(help: "Requests a minute; else as many as its account may.")
    var requestsPerMinute: Int?

    @Option(help: "Pictures a day; else as many as its account may.")
    var imagesPerDay: Int?

    @Option(help: "Credits in thirty days; else as many as its account has.")
    var creditsPerMonth: Int?

    func run() async throws {
        let wish = KeyDesk.Wish(
            name: name,
            isPublishable: publishable,
            origins: origin,
            scopes: scope,
            days: days,
            limits: KeyDesk.Wish.Limits(
                requestsPerMinute: requestsPerMinute,
                imagesPerDay: imagesPerDay,
                creditsPerMonth: creditsPerMonth
            )
        )
        try await place.desk().create(wish, for: place.email).tell()
    }
}
