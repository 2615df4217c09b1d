import Accounts
import Kernel
import Purposes
import Studio

/// Some of a person's pictures, newest first, with their words.
struct Shelf: Sendable {
    struct Item: Sendable {
        let picture: Image
        let prompt: Prompt
    }

    let items: [Item]
    /// Where the next ones begin; nil when there are no more.
    let next: ImageID?
}

extension Web {
    /// A reader's pictures; whoever we do not know has none.
    func shelf(
        of person: Person?,
        before earlier: ImageID? = nil,
        holding words: String? = nil,
        upTo limit: Int
    ) async throws -> Shelf {
        guard let person else { return Shelf(items: [], next: nil) }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let page = try await studio.pictures(before: earlier, holding: words, limit: limit, under: permit)
        let prompts = try await studio.prompts(of: page.items, under: permit)
        let items = page.items.compactMap { picture in
            prompts[picture.job].map { Shelf.Item(picture: picture, prompt: $0) }
        }
        return Shelf(items: items, next: page.next)
    }
}
