import App
import ArgumentParser

/// `nbp privacy erase`: erases a person.
struct PrivacyErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a person with everything of theirs, for good; prints where the report is."
    )

    @OptionGroup var place: PrivacyPlace

    @Argument(help: "The account's e-mail address, or a subject as sub_….")
    var person: String

    func run() async throws {
        print(try await place.desk().erase(person))
    }
}
