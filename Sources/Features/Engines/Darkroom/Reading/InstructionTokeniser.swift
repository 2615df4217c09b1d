import Kernel

/// Cuts an instruction into tokens, the longest known words first.
struct InstructionTokeniser {
    /// Longer unknown words are reported shortened.
    private static let longestUnknown = 24
    private static let most = 4_000

    private let lexicon: InstructionLexicon
    private let typed: [Character]
    /// In lower case and half width, one for one.
    private let characters: [Character]
    private let kinds: [CharacterKind]
    private var tokens: [InstructionToken] = []
    /// Words of a language with spaces, not yet looked up: phrases are matched across them.
    private var words: [String] = []
    private var unknownStart: Int?

    /// Text beyond the first few thousand characters is left alone: nobody asks for that many steps.
    static func tokens(of text: String, lexicon: InstructionLexicon) -> [InstructionToken] {
        var tokeniser = InstructionTokeniser(lexicon, text)
        tokeniser.run()
        return NumberedPictures.joined(NumberWords.joined(tokeniser.tokens))
    }

    private init(_ lexicon: InstructionLexicon, _ text: String) {
        self.lexicon = lexicon
        typed = Array(text.prefix(Self.most))
        characters = typed.map(\.folded)
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
        if kinds[place] != .ideograph || characters[place] == "、" { endUnknown(at: place) }
        if let scanned = figure(at: place) {
            endWords()
            let text = String(typed[place..<scanned.end])
            tokens += scanned.meanings.map { InstructionToken(.known($0), text) }
            return scanned.end
        }
        switch kinds[place] {
        case .ideograph where characters[place] != "、":
            endWords()
            return ideographs(at: place)
        case .letter:
            let end = endOfWord(from: place)
            words.append(String(typed[place..<end]))
            return end
        case .hyphen, .apostrophe, .space: break
        case .comma, .stop, .ideograph: add(.pause, at: place)
        case .digit, .symbol, .other: mark(at: place)
        }
        return place + 1
    }

    private mutating func mark(at place: Int) {
        switch characters[place] {
        case "&", "+": add(.known(.join), at: place)
        case "%": add(.known(.unit(.percent)), at: place)
        case "°", "º": add(.known(.unit(.degree)), at: place)
        case "×": add(.known(.unit(.times)), at: place)
        case _ where kinds[place] == .symbol: add(.unknown, at: place)
        default: break
        }
    }

    private mutating func add(_ kind: InstructionToken.Kind, at place: Int) {
        endWords()
        tokens.append(InstructionToken(kind, String(typed[place])))
    }

    private func figure(at place: Int) -> (meanings: [InstructionMeaning], end: Int)? {
        // What touches a letter on its left belongs to a word.
        if place > 0, kinds[place - 1] == .letter { return nil }
        return FigureScanner(characters: characters).figure(at: place)
    }

    private func endOfWord(from start: Int) -> Int {
        var end = start + 1
        while end < characters.count {
            switch kinds[end] {
            case .letter, .digit: break
            // "b&w" is one word.
            case .other
            where characters[end] == "&" && end == start + 1 && end + 1 < characters.count
                && kinds[end + 1] == .letter:
                break
            case .apostrophe where end + 1 < characters.count && kinds[end + 1] == .letter: break
            default: return end
            }
            end += 1
        }
        return end
    }
}

// MARK: - Looking words up

extension InstructionTokeniser {
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
            guard let meaning = lexicon.meaning(key) ?? (count == 1 ? stem(key) : nil) else { continue }
            let text = words[place..<place + count].joined(separator: " ")
            tokens.append(InstructionToken(.known(meaning), text))
            return count
        }
        tokens.append(InstructionToken(.unknown, String(words[place].prefix(Self.longestUnknown))))
        return 1
    }

    /// What a word means without its ending: sharpened, vignettes.
    private func stem(_ word: String) -> InstructionMeaning? {
        for (ending, instead) in [
            ("s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("'s", ""),
        ]
        where word.hasSuffix(ending) && word.count > ending.count + 2 {
            if let meaning = lexicon.meaning(word.dropLast(ending.count) + instead) { return meaning }
        }
        return nil
    }

    /// Takes the longest known word at `place`, or leaves one character to the unknown ones.
    private mutating func ideographs(at place: Int) -> Int {
        let end = min(place + lexicon.longestRun, characters.count)
        for stop in stride(from: end, to: place, by: -1)
        where kinds[place..<stop].allSatisfy({ $0 == .ideograph }) {
            guard let meaning = lexicon.meaning(String(characters[place..<stop])) else { continue }
            endUnknown(at: place)
            let text = String(typed[place..<stop])
            tokens.append(InstructionToken(.known(meaning), text, isIdeographic: true))
            return stop
        }
        if let start = unknownStart, place - start >= Self.longestUnknown / 2 { endUnknown(at: place) }
        unknownStart = unknownStart ?? place
        return place + 1
    }

    private mutating func endUnknown(at place: Int) {
        guard let start = unknownStart else { return }
        tokens.append(InstructionToken(.unknown, String(typed[start..<place]), isIdeographic: true))
        unknownStart = nil
    }
}

extension Character {
    /// In lower case and half width, where that is one character.
    fileprivate var folded: Character {
        if let scalar = unicodeScalars.first, unicodeScalars.count == 1,
            (0xFF01...0xFF5E).contains(scalar.value),
            let half = Unicode.Scalar(scalar.value - 0xFEE0)
        {
            return Character(half).folded
        }
        let lower = lowercased()
        return lower.count == 1 ? lower[lower.startIndex] : self
    }
}
