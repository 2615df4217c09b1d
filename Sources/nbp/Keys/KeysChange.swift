import App
import ArgumentParser

/// `nbp keys change`: gives a key another name, other rights, limits or another end.
struct KeysChange: AsyncParsableCommand {
    /// What a key may be without.
    enum Bound: String, ExpressibleByArgument, CaseIterable {
        case requestsPerMinute = "requests-per-minute"
        case imagesPerDay = "images-per-day"
        case creditsPerMonth = "credits-per-month"
        case days
    }

    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change a key; what is not given stays, its secret too."
    )

    @OptionGroup var place: KeysPlace

    @Argument(help: "The key, as key_….")
    var id: String

    @Option(help: "What to call it.")
    var name: String?

    @Option(help: "A site of a publishable key, instead of those that it has; may be given several times.")
    var origin: [String] = []

    @Option(help: "What it may, instead of what it might before; may be given several times.")
    var scope: [String] = []

    @Option(help: "Days from now until it ends, 365 at most.")
    var days: Int?

    @Option(help: "Requests a minute.")
    var requestsPerMinute: Int?

    @Option(help: "Pictures a day.")
    var imagesPerDay: Int?

    @Option(help: "Credits in thirty days.")
    var creditsPerMonth: Int?

    @Option(help: "A limit or the end to take away; may be given several times.")
    var without: [Bound] = []

    func validate() throws {
        let given: [Bound?] = [
            requestsPerMinute.map { _ in .requestsPerMinute }, imagesPerDay.map { _ in .imagesPerDay },
            creditsPerMonth.map { _ in .creditsPerMonth }, days.map { _ in .days },
        ]
        for bound in given.compactMap({ $0 }) where without.contains(bound) {
            throw ValidationError("give --\(bound.rawValue) or --without \(bound.rawValue), not both")
        }
    }

    func run() async throws {
        let change = KeyDesk.Change(
            name: name,
            origins: origin,
            scopes: scope,
            days: wish(days, .days),
            requestsPerMinute: wish(requestsPerMinute, .requestsPerMinute),
            imagesPerDay: wish(imagesPerDay, .imagesPerDay),
            creditsPerMonth: wish(creditsPerMonth, .creditsPerMonth)
        )
        print(try await place.desk().change(id, change, of: place.email))
    }

    /// Nil for what stays, nothing within for what is taken away.
    private func wish(_ number: Int?, _ bound: Bound) -> Int?? {
        if without.contains(bound) { return .some(nil) }
        guard let number else { return nil }
        return .some(number)
    }
}
