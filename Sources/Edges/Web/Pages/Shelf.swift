import Accounts
import Kernel
import Moderation
import Purposes
import Studio

/// Some of a person's pictures, newest first, with their words.
struct Shelf: Sendable {
    struct Item: Sendable {
        let picture: Image
        let prompt: Prompt
        /// What its file was called, if it was brought and had a name.
        let name: String?
        /// Why it is shown to nobody.
        let withheld: DecisionSheet?
    }

    let items: [Item]
    /// Where the next ones begin; nil when there are no more.
    let next: ImageID?
}

extension Web {
    /// A reader's pictures; whoever we do not know has none.
    func shelf(
        of person: Person?,
        passing filter: PictureFilter = .all,
        before earlier: ImageID? = nil,
        holding words: String? = nil,
        upTo limit: Int,
        in language: Language
    ) async throws -> Shelf {
        guard let person else { return Shelf(items: [], next: nil) }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let page = try await studio.pictures(
            in: filter,
            before: earlier,
            holding: words,
            limit: limit,
            under: permit
        )
        let prompts = try await studio.prompts(of: page.items, under: permit)
        let names = try await studio.names(of: page.items, under: permit)
        let withheld = try await moderation.withholdings(of: page.items.map(\.id), in: language)
        let items = page.items.compactMap { picture in
            prompts[picture.job].map {
                Shelf.Item(
                    picture: picture,
                    prompt: $0,
                    name: names[picture.id],
                    withheld: withheld[picture.id]
                )
            }
        }
        return Shelf(items: items, next: page.next)
    }
}
