// What goes, and what becomes something else.

extension InstructionSense {
    mutating func remove(_ tokens: [Token]) {
        let (reading, _) = read(tokens)
        for mention in reading.mentions { remove(mention) }
        for subject in reading.without.subjects.sorted() where presence.has(subject) {
            change(.remove(.subject(subject), nil))
        }
        let words = tokens.map { Lexicon.folded($0.text) }
        for kind in SketchSubject.Kind.allCases where words.contains(where: { lexicon.kinds[$0] == kind }) {
            change(.remove(.kind(kind), nil))
        }
        let facets: [Facet?] = [
            reading.season.map { .season($0) }, reading.weather.map { .weather($0) },
            reading.time.map { .time($0) },
        ]
        for facet in facets.compactMap(\.self) + reading.tones.map({ .tone($0) }) { end(facet) }
        if tokens.contains(where: { $0.meaning == .text }) || !quoted.isEmpty && reading.isEmpty {
            dropText()
        }
    }

    /// "A cat" is one of them, "the cat" and 貓 are all.
    private mutating func remove(_ mention: Reading.Mention) {
        if lexicon.kinds[Lexicon.folded(mention.word)] != nil { return }
        guard presence.has(mention.subject) else {
            change(.without([mention.subject]))
            return
        }
        let isOfSky = lexicon.traits[mention.subject]?.kind == .sky
        let isOne = mention.count == 1 && !mention.isDefinite && !mention.isIdeographic
        change(.remove(.subject(mention.subject), mention.isCounted || isOne ? mention.count : nil))
        if isOfSky, !mention.isCounted, !isOne { change(.without([mention.subject])) }
    }

    mutating func dropText() {
        change(.text([]))
        hasText = true
    }

    /// Rain, snow or a mood that is to end.
    mutating func end(_ facet: Facet) {
        switch facet {
        case .weather: change(.weather(nil))
        case .season: change(.season(nil, setting: nil))
        case .tone(let tone): change(.noTone(tone))
        case .setting, .time, .style, .framing, .pattern: break
        }
    }

    /// "Replace the dog with a fox", 把狗換成狐狸, "change it to night".
    mutating func become(_ clause: InstructionClause) {
        let olds = read(clause.old).reading.mentions
        let (reading, grammar) = read(clause.new)
        facets(of: reading, grammar)
        if clause.old.contains(where: { $0.meaning == .sky }), let colour = grammar.loose.colours.first {
            return change(.sky(colour))
        }
        guard let old = olds.first else { return become(reading, grammar, clause) }
        guard presence.has(old.subject) else { return report(old.word) }
        let target = SceneTarget.subject(old.subject)
        if let mention = reading.mentions.first {
            become(mention, for: target, old.subject)
            let rest = Array(reading.mentions.dropFirst())
            if !rest.isEmpty { change(.add(SceneChange.Addition(mentions: rest, claims: [], present: []))) }
        } else {
            describe(grammar.loose, target, of: old.subject)
        }
    }

    /// "Make it a dog", 換成三隻貓: what it is of becomes that, unless more or fewer of it are meant.
    private mutating func become(_ reading: Reading, _ grammar: Grammar, _ clause: InstructionClause) {
        if let mention = reading.mentions.first, reading.mentions.count == 1, reading.claims.isEmpty,
            isOther(mention)
        {
            change(.replace(.main, mention))
        } else {
            things(of: reading, isNew: false, isMore: false)
        }
        describe(grammar.loose, clause.isAll ? .everything : .main)
    }

    /// Whether what the picture is of is to be something else.
    private func isOther(_ mention: Reading.Mention) -> Bool {
        guard let main = presence.main, mention.subject != main, !mention.isDefinite else { return false }
        return !presence.has(mention.subject) || !mention.isCounted
    }

    private mutating func become(_ mention: Reading.Mention, for target: SceneTarget, _ old: String) {
        if mention.subject == old {
            let addition = Reading(mentions: [mention])
            things(of: addition, isNew: false, isMore: false)
        } else {
            change(.replace(target, mention))
        }
    }

    private mutating func describe(_ loose: Adjectives, _ target: SceneTarget, of subject: String) {
        guard let traits = lexicon.traits[subject] else { return }
        var mention = Reading.Mention(subject: subject, word: subject, count: 1)
        let tones = loose.apply(to: &mention, traits)
        if let count = loose.count, !loose.hasArticle { change(.count(subject, count)) }
        describe(mention, target)
        if !tones.isEmpty { change(.tones(tones)) }
    }
}

extension Reading.Mention {
    var isIdeographic: Bool { word.first.map(CharacterKind.init) == .ideograph }
}
