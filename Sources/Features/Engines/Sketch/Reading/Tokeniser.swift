/// Cuts a prompt into tokens, the longest known words first.
struct Tokeniser {
    /// Longer unknown words are reported shortened.
    static let longestUnknown = 24

    private let lexicon: Lexicon
    private let characters: [Character]
    private let kinds: [CharacterKind]
    private var tokens: [Token] = []
    /// Words of a spaced language, not yet looked up: phrases are matched across them.
    private var words: [String] = []
    /// Where unknown characters of an unspaced language began.
    private var unknownStart: Int?

    static func tokens(of prompt: String, lexicon: Lexicon) -> [Token] {
        var tokeniser = Tokeniser(lexicon: lexicon, prompt: prompt)
        tokeniser.run()
        return tokeniser.tokens
    }

    private init(lexicon: Lexicon, prompt: String) {
        self.lexicon = lexicon
        characters = Array(prompt)
        kinds = characters.map(CharacterKind.init)
    }

    private mutating func run() {
        var place = 0
        while place < characters.count {
            place = step(at: place)
        }
        endUnknown(at: place)
        endWords()
    }

    /// Takes what begins at `place`; returns where the next begins.
    private mutating func step(at place: Int) -> Int {
        let kind = kinds[place]
        if kind != .ideograph { endUnknown(at: place) }
        switch kind {
        case .ideograph:
            endWords()
            return ideographs(at: place)
        case .letter, .digit:
            let end = endOfWord(from: place, isNumber: kind == .digit)
            words.append(String(characters[place..<end]))
            return end
        case .comma, .stop, .symbol:
            endWords()
            tokens.append(Token(kind: Self.pause(kind), text: String(characters[place])))
        case .hyphen, .apostrophe, .space, .other:
            break
        }
        return place + 1
    }

    private static func pause(_ kind: CharacterKind) -> Token.Kind {
        switch kind {
        case .comma: .comma
        case .stop: .stop
        default: .unknown
        }
    }

    private func endOfWord(from start: Int, isNumber: Bool) -> Int {
        var end = start + 1
        while end < characters.count {
            switch kinds[end] {
            case .digit: break
            case .letter where !isNumber: break
            case .apostrophe where end + 1 < characters.count && kinds[end + 1] == .letter: break
            default: return end
            }
            end += 1
        }
        return end
    }
}

// MARK: - Languages with spaces

extension Tokeniser {
    /// Looks up the words collected since the last pause.
    private mutating func endWords() {
        var place = 0
        while place < words.count {
            place += phrase(at: place)
        }
        words.removeAll(keepingCapacity: true)
    }

    /// Appends the longest phrase that begins at `place`; returns how many words it took.
    private mutating func phrase(at place: Int) -> Int {
        let folded = words[place...].prefix(lexicon.longestPhrase).map { Lexicon.folded($0) }
        for count in stride(from: folded.count, through: 1, by: -1) {
            let key = folded.prefix(count).joined(separator: " ")
            let meaning = lexicon.meaning(key) ?? (count == 1 ? Self.derived(key, lexicon) : nil)
            guard let meaning else { continue }
            let text = words[place..<place + count].joined(separator: " ")
            tokens.append(Token(kind: Self.kind(of: meaning), text: text))
            return count
        }
        tokens.append(Token(kind: .unknown, text: String(words[place].prefix(Self.longestUnknown))))
        return 1
    }

    private static func kind(of meaning: Meaning) -> Token.Kind {
        meaning == .other ? .unknown : .known(meaning)
    }

    /// Numerals, the possessive of a known word, and plurals that no file lists.
    private static func derived(_ word: String, _ lexicon: Lexicon) -> Meaning? {
        if word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return .number(word.utf8.count > 6 ? 999_999 : Int(word) ?? 0)
        }
        if word.hasSuffix("'s") { return lexicon.meaning(String(word.dropLast(2))) }
        for stem in Plural.stems(of: word) {
            guard let noun = lexicon.meaning(stem)?.noun, !noun.isPlural else { continue }
            return .thing(Noun(subject: noun.subject, isPlural: true, isNearest: noun.isNearest))
        }
        return nil
    }
}

// MARK: - Languages without spaces

extension Tokeniser {
    /// Takes the longest known word at `place`, or leaves one character to the unknown ones.
    private mutating func ideographs(at place: Int) -> Int {
        let end = min(place + lexicon.longestRun, characters.count)
        for stop in stride(from: end, to: place, by: -1)
        where kinds[place..<stop].allSatisfy({ $0 == .ideograph }) {
            let text = String(characters[place..<stop])
            guard let meaning = lexicon.meaning(text) else { continue }
            endUnknown(at: place)
            tokens.append(Token(kind: Self.kind(of: meaning), text: text, isIdeographic: true))
            return stop
        }
        if let start = unknownStart, place - start >= Self.longestUnknown / 2 { endUnknown(at: place) }
        unknownStart = unknownStart ?? place
        return place + 1
    }

    private mutating func endUnknown(at place: Int) {
        guard let start = unknownStart else { return }
        tokens.append(Token(kind: .unknown, text: String(characters[start..<place]), isIdeographic: true))
        unknownStart = nil
    }
}
