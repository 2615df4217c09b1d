/// What a prompt asks for, as far as it was understood.
struct Reading: Hashable {
    /// Something to be drawn, as often as `count` says.
    struct Mention: Hashable {
        let subject: String
        /// As it was typed, for notes.
        let word: String
        var count: Int
        var colours: [SketchColour] = []
        var size = 1.0
        /// Said to be in the sky.
        var isAirborne = false
    }

    /// Indexes of mentions: all `figures` stand so to the `grounds`.
    struct Claim: Hashable {
        let figures: [Int]
        let relation: Relation
        let grounds: [Int]
    }

    var mentions: [Mention] = []
    var claims: [Claim] = []
    var setting: String?
    var time: String?
    var style: String?
    var skyColour: SketchColour?
    var quoted: [String] = []
    /// In the prompt's order, each once.
    var unknown: [String] = []

    var isEmpty: Bool { mentions.isEmpty && setting == nil && quoted.isEmpty }
}

extension Reading {
    /// Reads a prompt in any of the lexicon's languages, or in several.
    init(_ prompt: String, lexicon: Lexicon) {
        let quotes = Quotes(prompt)
        let tokens = Tokeniser.tokens(of: quotes.rest, lexicon: lexicon)
        var grammar = Grammar(tokens)
        self = grammar.reading()
        quoted = quotes.quoted
    }
}
