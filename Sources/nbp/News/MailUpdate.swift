import App
import ArgumentParser

/// `nbp mail update`: to everybody with an account who has not switched updates off.
struct MailUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Tell everybody with an account what has changed, but those who switched updates off.",
        discussion: LetterPlace.discussion
    )

    @OptionGroup var place: LetterPlace

    func run() async throws {
        try await place.send(.update)
    }
}
