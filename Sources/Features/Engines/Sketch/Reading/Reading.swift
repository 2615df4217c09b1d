/// What a prompt asks for, as far as it was understood.
struct Reading: Hashable {
    /// Something to be drawn, as often as `count` says.
    struct Mention: Hashable {
        let subject: String
        /// As it was typed, for notes.
        let word: String
        var count: Int
        /// Whether the prompt tells how many; "a" does not.
        var isCounted = false
        /// Whether it was called one that is known already: the cat.
        var isDefinite = false
        var colours: [SketchColour] = []
        var size = 1.0
        /// Said to be in the sky.
        var isAirborne = false
        /// One of the library's materials.
        var material: String?
        /// As the words files name it: sitting, sleeping.
        var pose: String?
        /// As the words files name it: happy, sad.
        var expression: String?
        /// Whether the word means something else, for which this is the nearest that can be drawn.
        var isNearest = false
        /// By how much it is to move, in widths and heights of the picture.
        var step: ScenePoint?
        /// The words for these as they were typed, for notes about what it cannot be.
        var materialWord: String?
        var poseWord: String?
        var expressionWord: String?
        var stepWord: String?
    }

    /// Indexes of mentions: all `figures` stand so to the `grounds`.
    struct Claim: Hashable {
        let figures: [Int]
        let relation: Relation
        let grounds: [Int]
    }

    /// A word, and the subject that is drawn for it though it means something else.
    struct Approximation: Hashable {
        let word: String
        let subject: String
    }

    var mentions: [Mention] = []
    var claims: [Claim] = []
    var setting: String?
    var time: String?
    var style: String?
    var skyColour: SketchColour?
    var season: Season?
    /// One of the library's weathers.
    var weather: String?
    /// Of the library's tones, in the order of the prompt.
    var tones: [String] = []
    var framing: Set<Framing> = []
    /// What must not be in the picture.
    var without = Without()
    var quoted: [String] = []
    /// In the prompt's order, each once.
    var unknown: [String] = []
    /// In the prompt's order, each once.
    var approximated: [Approximation] = []
    /// What an abstract picture can go by.
    var theme = Theme()

    var isEmpty: Bool {
        mentions.isEmpty && setting == nil && quoted.isEmpty && !theme.isPattern
    }
}

extension Reading {
    /// Reads a prompt in any of the lexicon's languages, or in several.
    init(_ prompt: String, lexicon: Lexicon) {
        let quotes = Quotes(prompt)
        let tokens = Tokeniser.tokens(of: quotes.rest, lexicon: lexicon)
        var grammar = Grammar(tokens, lexicon: lexicon)
        self = grammar.reading()
        theme.take(prompt: quotes.rest, tokens, besides: without.colours)
        quoted = without.isTextless ? [] : quotes.quoted
    }
}
