import App
import ArgumentParser

/// `nbp privacy restrict`: has somebody's data be kept and not used.
struct PrivacyRestrict: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict",
        abstract: "Have somebody's data be kept and not used, or lift that a day from now."
    )

    @OptionGroup var place: PrivacyPlace

    @Argument(help: "The account's e-mail address, or a subject as sub_….")
    var person: String

    @Option(help: "Why; the person reads it.")
    var reason: String

    @Flag(help: "Lift it; the person is told at once.")
    var lift = false

    func run() async throws {
        print(try await place.desk().restrict(person, because: reason, lifting: lift))
    }
}
