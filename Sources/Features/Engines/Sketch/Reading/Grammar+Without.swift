// "No clouds", "without people", "not red", 沒有月亮, 不要人, 無文字.

extension Grammar {
    mutating func takeDenial(_ denial: Denial) {
        dropAdjectives()
        closeOpening(ifComplete: false)
        opening = nil
        dropEmptyLink()
        if takesBack { takeBack() } else { self.denial = denial }
    }

    /// 一朵花也沒有: what is not there was named just before.
    private var takesBack: Bool {
        guard tokens[place].isIdeographic, next == nil, let last = run.last else { return false }
        return last == result.mentions.count - 1
            && !result.claims.contains { ($0.figures + $0.grounds).contains(last) }
    }

    private mutating func takeBack() {
        let mention = result.mentions.removeLast()
        result.without.subjects.insert(mention.subject)
        result.approximated.removeAll { $0.word == mention.word }
        let taken = result.mentions.count
        for list in [\Grammar.run, \.fresh, \.lastFigures, \.lastGrounds] {
            self[keyPath: list].removeAll { $0 == taken }
        }
        (awaiting, placed, chain) = (nil, nil, nil)
    }

    /// Takes what must not be there; false once the denial is over, for a token that means what it says again.
    mutating func deny(_ token: Token) -> Bool {
        guard let denial else { return false }
        switch token.kind {
        case .stop:
            return end()
        case .comma:
            return listGoesOn ? goOn() : end()
        case .unknown:
            if let kind = lexicon.kinds[Lexicon.folded(token.text)] { result.without.kinds.insert(kind) }
            self.denial?.hasThing = true
            return true
        case .known(let meaning):
            return deny(meaning, token, denial)
        }
    }

    private mutating func deny(_ meaning: Meaning, _ token: Token, _ denial: Denial) -> Bool {
        switch meaning {
        case .thing where denial.isNot && denial.hasThing:
            return end()
        case .thing(let noun):
            return exclude(noun, token)
        case .thingOrQuality(let noun, let options):
            return nounAhead == nil ? exclude(noun, token) : deny(options)
        case .quality(let options):
            return denial.hasThing && denial.colours.isEmpty ? end() : deny(options)
        case .qualityOrFacets(let options, _) where nounAhead?.noun != nil:
            return deny(options)
        case .facets(let facets), .qualityOrFacets(_, let facets):
            if denial.hasThing { return end() }
            result.without.facets.formUnion(facets)
            return name()
        case .text:
            result.without.isTextless = true
            return name()
        case .sky, .clothes:
            return name()
        case .join where denial.hasThing:
            return nextIsBare ? goOn() : end()
        case .alternative:
            return goOn()
        case .tie:
            if denial.hasThing { _ = end() }
            return true
        case .but:
            _ = end()
            return true
        case .without, .not, .absence:
            return end()
        case .skip, .other, .edit, .join:
            return true
        case .number, .article, .multiplier, .measure, .definite, .relationBefore, .relationAfter, .verb,
            .place,
            .exists:
            if denial.hasThing { return end() }
            self.denial?.isNot = false
            return true
        }
    }

    private mutating func exclude(_ noun: Noun, _ token: Token) -> Bool {
        if let kind = lexicon.kinds[Lexicon.folded(token.text)] {
            result.without.kinds.insert(kind)
        } else {
            result.without.subjects.insert(noun.subject)
        }
        denial?.colours = []
        return name()
    }

    /// "Not red" is over with its colour; "no red cars" goes on to the cars.
    private mutating func deny(_ options: [Quality]) -> Bool {
        for case .colours(let colours) in options where (denial?.colours.count ?? 0) < Adjectives.mostColours
        {
            denial?.colours += colours
        }
        if nounAhead?.noun == nil || denial?.isNot ?? false { denial?.hasThing = true }
        return true
    }

    private mutating func name() -> Bool {
        denial?.hasThing = true
        return true
    }

    private mutating func goOn() -> Bool {
        keepColours()
        denial?.hasThing = false
        return true
    }

    private mutating func end() -> Bool {
        keepColours()
        denial = nil
        return false
    }

    private mutating func keepColours() {
        for colour in denial?.colours ?? [] where !result.without.colours.contains(colour) {
            if result.without.colours.count < Self.mostMentions { result.without.colours.append(colour) }
        }
        denial?.colours = []
    }

    /// "Without people and cars", other than "without people and a car".
    private var nextIsBare: Bool {
        switch next {
        case .thing, .thingOrQuality, .text, .quality: true
        default: false
        }
    }

    /// "No cats, dogs or birds": whether an "or" ends the list that a comma goes on with.
    private var listGoesOn: Bool {
        for token in tokens[min(place + 1, tokens.count)...].prefix(Self.reach) {
            switch token.meaning {
            case .alternative: return true
            case .thing, .thingOrQuality, .quality, .text, .facets: continue
            default: if token.kind != .comma, token.kind != .unknown { return false }
            }
        }
        return false
    }
}
