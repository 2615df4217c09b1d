import Engines
import HTTPKit
import Kernel
import Mustache
import Studio

/// What stands in the form of the next turn: as typed, not yet understood.
struct TurnDraft: Hashable, Sendable {
    var prompt: String
    var model: String?
}

/// The conversation about a picture, and the form of its next turn.
struct ThreadPart: MustacheParent, Sendable {
    let image: ImageID
    let turns: [TurnPart]
    let isWhole: Bool
    let models: [Choice]
    /// As it was typed, when it was refused.
    let prompt: String
    let words: Catalogue

    func child(named name: String) -> Any? {
        switch name {
        case "action_url": Links(words.language).page(.goOn(image))
        case "turns": turns
        case "is_cut": !isWhole
        case "models": models
        case "next_words": prompt
        case "prompt_limit": Prompt.longest
        default: nil
        }
    }
}

extension ThreadPart {
    init?(
        _ conversation: Conversation,
        models: [Model],
        draft: TurnDraft,
        _ words: Catalogue
    ) {
        guard let last = conversation.turns.last else { return nil }
        let named = models.first { $0.id == draft.model || $0.aliases.contains(draft.model ?? "") }
        let chosen = named ?? models.first
        self.init(
            image: last.picture.id,
            turns: conversation.turns.map { TurnPart($0, isLast: $0.picture.id == last.picture.id, words) },
            isWhole: conversation.isWhole,
            models: models.map {
                Choice(id: $0.id, name: words.name(of: $0), isSelected: $0.id == chosen?.id)
            },
            prompt: draft.prompt,
            words: words
        )
    }
}

/// One turn: what was asked for, and the picture that came of it.
struct TurnPart: MustacheParent, Sendable {
    private static let width = 160

    let pageURL: String
    let source: String
    let text: String
    /// Whether the page is this one's.
    let isCurrent: Bool

    func child(named name: String) -> Any? {
        switch name {
        case "page_url": pageURL
        case "src": source
        case "text": text
        case "is_current": isCurrent
        case "is_link": !isCurrent
        default: nil
        }
    }
}

extension TurnPart {
    init(_ turn: ConversationTurn, isLast: Bool, _ words: Catalogue) {
        let links = Links(words.language)
        pageURL = links.page(.imagePage(turn.picture.id))
        source = links.file(turn.picture.id, width: Self.width)
        text = words.title(turn.words, turn.task)
        isCurrent = isLast
    }
}
