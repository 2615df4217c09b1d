/// What a prompt gives to an abstract picture, whether or not it was understood.
struct Theme: Hashable {
    /// More characters are not looked at.
    private static let longest = 600
    private static let mostColours = 4

    /// The pattern that was asked for by name.
    private(set) var kind: String?
    /// Whether it was asked to be abstract, in whatever pattern.
    private(set) var isAbstract = false
    /// In the prompt's order, each once.
    private(set) var colours: [SketchColour] = []
    /// The same for the same words.
    private(set) var fingerprint: UInt32 = 0
    private var text = ""
    private var words: Set<String> = []

    var isPattern: Bool { kind != nil || isAbstract }

    /// False when another pattern was named already.
    mutating func take(pattern: String?) -> Bool {
        guard let pattern else {
            isAbstract = true
            return true
        }
        kind = kind ?? pattern
        return kind == pattern
    }

    mutating func take(prompt: String, _ tokens: [Token], besides unwanted: [SketchColour]) {
        text = Lexicon.folded(prompt.prefix(Self.longest))
        words = Set(text.split { !$0.isLetter }.map(String.init))
        fingerprint = Self.fingerprint(of: text.split { $0.isWhitespace }.joined(separator: " "))
        for token in tokens {
            for case .colours(let list) in token.meaning?.qualities ?? [] {
                colours += list.filter { !unwanted.contains($0) && !colours.contains($0) }
            }
        }
        colours = Array(colours.prefix(Self.mostColours))
    }

    /// Whether a word occurs: a whole one in languages with spaces.
    func has(_ word: String) -> Bool {
        word.first.map(CharacterKind.init) == .ideograph ? text.contains(word) : words.contains(word)
    }

    /// FNV-1a.
    private static func fingerprint(of text: String) -> UInt32 {
        text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
