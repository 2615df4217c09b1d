import App
import ArgumentParser

/// `nbp mail news`: to those alone who asked for news.
struct MailNews: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "news",
        abstract: "Send news to everybody who switched news on, once to each.",
        discussion: LetterPlace.discussion
    )

    @OptionGroup var place: LetterPlace

    func run() async throws {
        try await place.send(.news)
    }
}
