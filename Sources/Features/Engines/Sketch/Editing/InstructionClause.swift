/// A part of an instruction with at most one word that says what to do.
struct InstructionClause {
    static let mostClauses = 24

    var verb: EditWord?
    /// Whether it asks for more of what is there.
    var isMore = false
    /// Whether it is about everything.
    var isAll = false
    /// What becomes something else.
    var old: [Token] = []
    /// What is to be, or what the verb is about.
    var new: [Token] = []
    /// Whether it says what something becomes.
    var hasInto = false
    /// Whether what is added goes to something: add a hat to the cat.
    var givesTo = false

    /// What was typed, at most as much as is reported of one word, to tell what could not be done.
    var words: String {
        let isSpaced = new.contains { !$0.isIdeographic }
        return String(
            (old + new).map(\.text).joined(separator: isSpaced ? " " : "").prefix(
                Tokeniser.longestUnknown * 2
            )
        )
    }

    private var isEmpty: Bool { verb == nil && new.isEmpty && !isMore && !isAll && !hasInto }

    /// Cuts an instruction at its sentences and at the words that say what to do.
    static func clauses(of tokens: [Token], lexicon: Lexicon) -> [InstructionClause] {
        var clauses: [InstructionClause] = []
        var clause = InstructionClause()
        func end() {
            if !clause.isEmpty, clauses.count < mostClauses { clauses.append(clause) }
            clause = InstructionClause()
        }
        for token in tokens {
            switch token.meaning {
            case .edit(.more): clause.isMore = true
            case .edit(.all): clause.isAll = true
            case .edit(let verb) where verb != .into:
                if !clause.isOpen(to: verb) { end() }
                clause.verb = clause.verb ?? verb
            default:
                if token.kind == .stop {
                    end()
                } else if let next = clause.split(before: token, lexicon) {
                    end()
                    clause = next
                } else {
                    if token.meaning == .edit(.into), clause.isSaid { end() }
                    clause.take(token, lexicon)
                }
            }
        }
        end()
        return clauses
    }

    /// 往左移，換成夜晚: what stands before the comma is no name of what changes.
    private var isSaid: Bool { verb == nil && new.last?.kind == .comma }

    /// "And add another cat", "would you please change": nothing but pauses before the verb.
    private func isOpen(to verb: EditWord) -> Bool {
        if self.verb == .give { return verb == .add }
        return self.verb == nil && !hasInto
            && new.allSatisfy { $0.meaning == .skip || $0.meaning?.isPause ?? false }
    }

    /// "Replace the dog with a fox and the tree with a house": what comes after the "and" becomes something too.
    private mutating func split(before token: Token, _ lexicon: Lexicon) -> InstructionClause? {
        guard hasInto, verb == .replace, lexicon.into.contains(Lexicon.folded(token.text)),
            let pause = new.lastIndex(where: { $0.kind == .comma || $0.meaning?.isPause ?? false })
        else { return nil }
        var next = InstructionClause(verb: verb)
        next.old = Array(new[(pause + 1)...])
        next.hasInto = true
        new.removeLast(new.count - pause)
        return next
    }

    private mutating func take(_ token: Token, _ lexicon: Lexicon) {
        let isInto = lexicon.into.contains(Lexicon.folded(token.text))
        if isInto, !hasInto, verb == .replace || token.meaning == .edit(.into) {
            (old, new) = (new, [])
            hasInto = true
        } else if isInto, verb == .add, token.meaning == .skip {
            // A hat to the cat.
            new.append(Token(kind: .known(.relationBefore(.on)), text: token.text))
            givesTo = true
        } else {
            new.append(token)
        }
    }
}
