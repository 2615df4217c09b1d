// Things: how many, of what sort, and which of those already named.

extension Grammar {
    mutating func takeNoun(_ noun: Noun, _ token: Token) {
        hasUnknownSinceNoun = false
        hasStranger = false
        tellsOfSky = false
        if isModifier(noun, token) { return }
        let isObject = isObject(noun)
        if !isObject, placed == nil, opening == nil { takeHeldBack() }
        guard let mention = mention(noun, token, isObject: isObject) else { return report(token) }
        adjectives = Adjectives()
        if isObject {
            takeObject(mention)
        } else if opening != nil {
            opening?.grounds.append(mention)
            closeOpening(ifComplete: true)
        } else {
            list(mention)
        }
    }

    /// "A mother bear", "apple trees": the last of several names is the thing.
    private func isModifier(_ noun: Noun, _ token: Token) -> Bool {
        guard !token.isIdeographic, !noun.isPlural, !token.text.hasSuffix("s"), place + 1 < tokens.count,
            !tokens[place + 1].isIdeographic, let other = next?.noun
        else { return false }
        return adjectives.count != nil || adjectives.isDefinite || other.isPlural
    }

    /// Adds a thing to the present list, or begins another with it.
    private mutating func list(_ mention: Int) {
        if placed == nil { closeChain(by: mention) }
        if startsNewRun {
            settleAwaiting()
            (run, fresh) = ([], [])
            startsNewRun = false
        }
        if awaitsAirborne { result.mentions[mention].isAirborne = true }
        if !run.contains(mention) { run.append(mention) }
        if !fresh.contains(mention) { fresh.append(mention) }
    }

    /// What was said before where it is or what it does is said of it.
    private mutating func takeHeldBack() {
        guard let heldBack else { return }
        adjectives = heldBack.followed(by: adjectives)
        self.heldBack = nil
    }

    mutating func holdBack() {
        guard adjectives.isPending else { return }
        heldBack = heldBack?.followed(by: adjectives) ?? adjectives
        adjectives = Adjectives()
    }

    /// The mention that a noun means: an earlier one when it says so, else a new one.
    private mutating func mention(_ noun: Noun, _ token: Token, isObject: Bool) -> Int? {
        if let earlier = earlier(noun, token, isObject: isObject) {
            describe(earlier)
            return earlier
        }
        guard result.mentions.count < Self.mostMentions else { return nil }
        // In "a beautiful picture of cats" the article is the picture's.
        let count = noun.isPlural && adjectives.hasArticle ? nil : adjectives.count
        var mention = Reading.Mention(
            subject: noun.subject,
            word: token.text,
            count: count ?? (noun.isPlural ? 3 : 1)
        )
        mention.isCounted = count != nil && !adjectives.hasArticle
        mention.isDefinite = adjectives.isDefinite
        mention.isNearest = noun.isNearest
        result.mentions.append(mention)
        describe(result.mentions.count - 1)
        if noun.isNearest { approximate(noun, token) }
        return result.mentions.count - 1
    }

    private func earlier(_ noun: Noun, _ token: Token, isObject: Bool) -> Int? {
        let isBare = token.isIdeographic && adjectives.count == nil && !isObject
        guard adjectives.isDefinite || isBare else { return nil }
        let earlier = result.mentions.lastIndex { $0.subject == noun.subject }
        guard let earlier, !adjectives.hasColour || result.mentions[earlier].colours.isEmpty else {
            return nil
        }
        return earlier
    }

    private mutating func describe(_ mention: Int) {
        guard let traits = traits(of: mention) else { return }
        addTones(adjectives.apply(to: &result.mentions[mention], traits))
    }

    private mutating func approximate(_ noun: Noun, _ token: Token) {
        let approximation = Reading.Approximation(word: token.text, subject: noun.subject)
        guard !result.approximated.contains(where: { $0.word.lowercased() == token.text.lowercased() })
        else { return }
        result.approximated.append(approximation)
    }

    /// Adjectives without a noun behind them belong to the noun before: the cat is black.
    mutating func dropAdjectives() {
        defer { adjectives = Adjectives() }
        if tellsOfSky, let colour = adjectives.colours.first {
            result.skyColour = result.skyColour ?? colour
            return
        }
        guard adjectives.canFollow, !hasUnknownSinceNoun, let last = run.last, let traits = traits(of: last)
        else { return isInstruction ? keepLoose() : addTones(adjectives.tones) }
        addTones(adjectives.apply(to: &result.mentions[last], traits, isSpare: true))
    }

    /// "A cheerful picture of a dog": with the second number the first was no dog's.
    mutating func takeNumber(_ number: Int?) {
        if adjectives.count != nil, adjectives.isDescribing { endAdjectives() }
        if let number { adjectives.take(number: number) } else { adjectives.takeArticle() }
    }

    /// What was said is of nothing that was named.
    mutating func endAdjectives() {
        addTones(adjectives.tones)
        adjectives = Adjectives()
    }

    mutating func addTones(_ tones: [String]) {
        for tone in tones where !result.tones.contains(tone) { result.tones.append(tone) }
    }

    /// What everybody wears is not drawn by itself: a girl in a red dress is a girl in red.
    mutating func takeClothes(_ token: Token) {
        let colours = adjectives
        adjectives = Adjectives()
        if let chain, chain.actors.isEmpty {
            heldBack = heldBack.map { $0.followed(by: colours.uncounted) } ?? colours.uncounted
        } else if let wearer = (chain?.actors ?? opening?.figures ?? run).last,
            let traits = traits(of: wearer)
        {
            _ = colours.apply(to: &result.mentions[wearer], traits, isSpare: true)
        } else {
            report(token)
        }
        opening = nil
        dropEmptyLink()
    }
}
