import FoundationEssentials
import Kernel

/// What was said and shown so far, as clients send it that keep the history themselves: the whole of it with each turn.
struct Talk: Sendable {
    struct Turn: Sendable {
        /// Whether the model said it; else the person did.
        let isModels: Bool
        var parts: [Part]
    }

    enum Part: Sendable {
        case text(String)
        case picture(ShapedOrder.Picture, signature: Data?)
    }

    /// What holds for every turn.
    var instruction: String?
    var turns: [Turn]

    /// What is asked for now: the words since the model's last picture, and what they are about.
    struct Wish: Sendable {
        var words: String
        /// The model's last picture, as it came and as it was signed.
        var last: (picture: ShapedOrder.Picture, signature: Data?)?
        /// What the person shows beside it.
        var shown: [ShapedOrder.Picture]
    }

    /// - Throws: `Problem` `missing_field` where nobody asks for anything: the last turn is the model's, or there is none.
    func wish(of field: String) throws(Problem) -> Wish {
        guard let now = turns.last, !now.isModels, !now.parts.isEmpty else {
            throw Problem(.missingField, field: field)
        }
        let place = turns.lastIndex { $0.isModels && $0.lastPicture != nil }
        let since = turns[(place.map { $0 + 1 } ?? 0)...].filter { !$0.isModels }.flatMap(\.parts)
        let words = since.compactMap(\.text).filter { !$0.allSatisfy(\.isWhitespace) }
        return Wish(
            words: ([instruction].compactMap { $0 } + words).joined(separator: "\n"),
            last: place.flatMap { turns[$0].lastPicture },
            shown: since.compactMap(\.picture)
        )
    }
}

extension Talk.Turn {
    fileprivate var lastPicture: (picture: ShapedOrder.Picture, signature: Data?)? {
        for case .picture(let picture, let signature) in parts.reversed() { return (picture, signature) }
        return nil
    }
}

extension Talk.Part {
    var text: String? { if case .text(let text) = self { text } else { nil } }

    fileprivate var picture: ShapedOrder.Picture? {
        if case .picture(let picture, _) = self { picture } else { nil }
    }
}

extension ShapedOrder {
    /// An order for what a talk asks for: it goes on from the model's last picture where that is ours; another one is shown to the
    /// model as the person's, for what it is signed with says nothing here.
    init(_ wish: Talk.Wish, model: String, own: ImageID?) {
        self.init(prompt: wish.words, model: model)
        conversationOf = own
        pictures = (own == nil ? [wish.last?.picture].compactMap { $0 } : []) + wish.shown
    }
}
