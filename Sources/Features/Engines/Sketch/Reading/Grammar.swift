/// Makes sense of tokens, from left to right, one look ahead.
///
/// English puts a relation before what it relates to (`on a table`), Chinese after (`桌子上`); both work here, and a
/// phrase may come before or after what it tells about. What cannot be tied to anything is left out, never guessed.
struct Grammar {
    /// More things named in one prompt than this are not read.
    static let mostMentions = 64

    /// Parts clauses; a list has 、 instead.
    private static let clauseComma = "，"

    /// A relation whose ground is still to come.
    struct Opening {
        let figures: [Int]
        let relation: Relation
        var grounds: [Int] = []
    }

    /// A relation whose figure is still to come.
    struct Awaiting {
        let relation: Relation
        let grounds: [Int]
    }

    let tokens: [Token]
    var place = 0
    var result = Reading()
    var adjectives = Adjectives()
    /// The things of the present list: a cat, a dog and a bird.
    var run: [Int] = []
    var startsNewRun = false
    /// Told where it is, a list goes on to its next pause only.
    var endsRunAtPause = false
    var opening: Opening?
    var awaiting: Awaiting?
    /// The figures before 在.
    var placed: [Int]?
    var awaitsAirborne = false
    var hasUnknownSinceNoun = false
    var wasPlace = false
    private var seen: Set<String> = []

    init(_ tokens: [Token]) {
        self.tokens = tokens
    }

    mutating func reading() -> Reading {
        while place < tokens.count {
            take(tokens[place])
            place += 1
        }
        endSentence()
        return result
    }

    var next: Token? { place + 1 < tokens.count ? tokens[place + 1] : nil }

    private mutating func take(_ token: Token) {
        switch token.kind {
        case .known(let meaning):
            let isPlace = wasPlace
            wasPlace = false
            take(meaning, token, afterPlace: isPlace)
        case .unknown:
            takeUnknown(token)
        case .comma:
            pause()
            awaitsAirborne = false
            if token.text == Self.clauseComma { endClause() }
        case .stop:
            endSentence()
        }
    }

    private mutating func take(_ meaning: Meaning, _ token: Token, afterPlace: Bool) {
        switch meaning {
        case .subject(let id, let isPlural): takeNoun(id, isPlural: isPlural, token)
        case .setting(let id): takeSetting(id, token)
        case .time(let id): takeTime(id, token)
        case .style(let id): takeStyle(id, token)
        case .sky: takeSky()
        case .number(let number): adjectives.take(number: number)
        case .multiplier(let factor): adjectives.take(multiplier: factor)
        case .colour(let colour): adjectives.take(colour: colour)
        case .size(let size): adjectives.take(size: size)
        case .relationBefore(let relation): takeBefore(relation)
        case .relationAfter(let relation): if !afterPlace { takeAfter(relation) }
        case .place: takePlace()
        case .exists: dropAdjectives()
        case .join: pause()
        case .definite:
            dropAdjectives()
            adjectives.isDefinite = true
        case .measure, .tie, .skip: break
        }
    }

    mutating func report(_ token: Token) {
        guard result.unknown.count < Sketch.mostReportedWords, seen.insert(token.text.lowercased()).inserted
        else { return }
        result.unknown.append(token.text)
    }

    private mutating func takeUnknown(_ token: Token) {
        report(token)
        adjectives.takeUnknown()
        hasUnknownSinceNoun = true
    }
}

// MARK: - Things

extension Grammar {
    private mutating func takeNoun(_ id: String, isPlural: Bool, _ token: Token) {
        hasUnknownSinceNoun = false
        guard let mention = mention(id, isPlural: isPlural, token) else { return report(token) }
        adjectives = Adjectives()
        if opening != nil {
            opening?.grounds.append(mention)
            closeOpening(ifComplete: true)
        } else {
            if startsNewRun {
                settleAwaiting()
                run = []
                startsNewRun = false
            }
            if awaitsAirborne { result.mentions[mention].isAirborne = true }
            run.append(mention)
        }
    }

    /// The mention that a noun means: an earlier one when it says so, else a new one.
    private mutating func mention(_ id: String, isPlural: Bool, _ token: Token) -> Int? {
        let refersBack = adjectives.isDefinite || token.isIdeographic && adjectives.count == nil
        if refersBack, let earlier = result.mentions.lastIndex(where: { $0.subject == id }),
            adjectives.colours.isEmpty || result.mentions[earlier].colours.isEmpty
        {
            adjectives.apply(to: &result.mentions[earlier])
            return earlier
        }
        guard result.mentions.count < Self.mostMentions else { return nil }
        var mention = Reading.Mention(
            subject: id,
            word: token.text,
            count: adjectives.count ?? (isPlural ? 3 : 1)
        )
        adjectives.apply(to: &mention)
        result.mentions.append(mention)
        return result.mentions.count - 1
    }

    /// Adjectives without a noun behind them belong to the noun before: the cat is black.
    mutating func dropAdjectives() {
        defer { adjectives = Adjectives() }
        guard adjectives.canFollow, !hasUnknownSinceNoun, let last = run.last else { return }
        if result.mentions[last].colours.isEmpty { adjectives.apply(to: &result.mentions[last]) }
    }

    /// A comma or an "and" between things, or between colours.
    private mutating func pause() {
        if !adjectives.colours.isEmpty, case .colour = next?.meaning { return }
        dropAdjectives()
        if let opening, opening.grounds.isEmpty {
            self.opening = nil
            startsNewRun = true
        }
        if endsRunAtPause { startsNewRun = true }
        endsRunAtPause = false
    }

    private mutating func endClause() {
        settleAwaiting()
        startsNewRun = true
    }

    private mutating func endSentence() {
        dropAdjectives()
        closeOpening(ifComplete: false)
        settleAwaiting()
        opening = nil
        awaiting = nil
        placed = nil
        awaitsAirborne = false
        run = []
        startsNewRun = false
    }
}
