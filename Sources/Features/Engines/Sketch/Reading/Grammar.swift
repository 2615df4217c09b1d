/// Makes sense of tokens, from left to right, a few ahead.
///
/// English puts a relation before what it relates to (`on a table`), Chinese after (`桌子上`); both work here, and a
/// phrase may come before or after what it tells about. What cannot be tied to anything is left out, never guessed.
struct Grammar {
    /// More things named in one prompt than this are not read.
    static let mostMentions = 64
    static let mostClaims = 128
    /// How many tokens are looked ahead.
    static let reach = 8

    /// Parts clauses; a list has 、 instead.
    private static let clauseComma = "，"

    /// A relation whose ground is still to come.
    struct Opening {
        let figures: [Int]
        let relation: Relation
        var grounds: [Int] = []
        /// Whether its figure is something that was not understood.
        var isOrphan = false
    }

    /// A relation whose figure is still to come.
    struct Awaiting {
        let relation: Relation
        let grounds: [Int]
    }

    let tokens: [Token]
    let lexicon: Lexicon
    /// Whether it is about a picture that is there, where "bigger" and "in winter" change what is shown already.
    let isInstruction: Bool
    /// What an instruction says of nothing that it names.
    private(set) var loose = Adjectives()
    var place = 0
    var result = Reading()
    var adjectives = Adjectives()
    /// Said of a thing that is named only after where it is or what it does: 一隻在樹下的貓.
    var heldBack: Adjectives?
    /// The things of the present list: a cat, a dog and a bird.
    var run: [Int] = []
    /// Those of the run of which nothing has been told yet.
    var fresh: [Int] = []
    var startsNewRun = false
    /// Told where it is, a list goes on to its next pause only.
    var endsRunAtPause = false
    var opening: Opening?
    var awaiting: Awaiting?
    /// The figures before 在.
    var placed: [Int]?
    var chain: Chain?
    /// Who was last said to be somewhere, or to do something, and by what.
    var lastFigures: [Int] = []
    var lastGrounds: [Int] = []
    var denial: Denial?
    var awaitsAirborne = false
    var hasUnknownSinceNoun = false
    /// Whether the last thing named is not known.
    var hasStranger = false
    var wasPlace = false
    /// Whether the sky was named last: what is said then is of it.
    var tellsOfSky = false
    /// What other words imply when nothing is named: snow in snowing.
    var impliedSetting: String?
    var impliedTime: String?
    /// Words for abstract pictures, told as not drawn where there are things.
    var patternTokens: [Token] = []
    private var seen: Set<String> = []

    init(_ tokens: [Token], lexicon: Lexicon, isInstruction: Bool = false) {
        self.tokens = tokens
        self.lexicon = lexicon
        self.isInstruction = isInstruction
    }

    mutating func reading() -> Reading {
        while place < tokens.count {
            take(tokens[place])
            place += 1
        }
        endSentence()
        finish()
        return result
    }

    private mutating func take(_ token: Token) {
        if denial != nil, deny(token) { return }
        switch token.kind {
        case .known(let meaning):
            let isPlace = wasPlace
            wasPlace = false
            take(meaning, token, afterPlace: isPlace)
        case .unknown:
            takeUnknown(token)
        case .comma:
            pause(isComma: true)
            awaitsAirborne = false
            if token.text == Self.clauseComma { endClause() }
        case .stop:
            endSentence()
        }
    }

    private mutating func take(_ meaning: Meaning, _ token: Token, afterPlace: Bool) {
        switch meaning {
        case .thing(let noun): takeNoun(noun, token)
        case .quality(let options): takeQuality(options, token)
        case .thingOrQuality(let noun, let options):
            if isQualityHere(options) { takeQuality(options, token) } else { takeNoun(noun, token) }
        case .facets(let facets): takeFacets(facets, token)
        case .qualityOrFacets(let options, let facets):
            if nounAhead?.noun != nil { takeQuality(options, token) } else { takeFacets(facets, token) }
        case .sky: takeSky()
        case .number(let number): takeNumber(number)
        case .article: takeNumber(nil)
        case .multiplier(let factor): adjectives.take(multiplier: factor)
        case .relationBefore(let relation): takeBefore(relation)
        case .relationAfter(let relation): if !afterPlace { takeAfter(relation) }
        case .verb(let verb): takeVerb(verb, token)
        case .place: takePlace()
        case .exists: dropAdjectives()
        case .join, .alternative, .but: pause(isComma: false)
        case .definite:
            dropAdjectives()
            adjectives.isDefinite = true
        case .without: takeDenial(Denial(isNot: false))
        case .not: takeDenial(Denial(isNot: true))
        case .absence(let kind): result.without.kinds.insert(kind)
        case .clothes: takeClothes(token)
        case .tie: chain?.isJoined = false
        case .measure, .text, .other, .skip, .edit: break
        }
    }

    mutating func keepLoose() {
        loose = loose.followed(by: adjectives)
    }

    mutating func report(_ token: Token) {
        guard result.unknown.count < Sketch.mostReportedWords, seen.insert(token.text.lowercased()).inserted
        else { return }
        result.unknown.append(token.text)
    }

    /// Whether an unknown word stands for somebody, rather than for a place or for what somebody is like.
    private func isNamed(_ token: Token) -> Bool {
        if let opening, !opening.figures.isEmpty { return false }
        if token.isIdeographic, next == .tie { return false }
        return adjectives.isPending || run.isEmpty || previous?.isPause ?? true
    }

    private mutating func takeUnknown(_ token: Token) {
        report(token)
        if isNamed(token) { hasStranger = true }
        adjectives.takeUnknown()
        hasUnknownSinceNoun = true
    }
}
