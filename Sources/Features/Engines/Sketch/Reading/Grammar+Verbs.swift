// Holding, wearing, riding, and what is brought along.

extension Grammar {
    mutating func takeVerb(_ verb: Verb, _ token: Token) {
        if let pose = verb.pose, isParticiple(token) {
            return adjectives.take([.pose(pose)], word: token.text)
        }
        cancelPlace()
        if verb.relation == nil, !token.isIdeographic {
            // On the branch of a tree.
            if let opening, opening.grounds.isEmpty { return }
            if run.isEmpty { return pause(isComma: false) }
        }
        if !verb.isCarrying, verb.leadsToFigure, !hasGround, !token.isIdeographic { return }
        let comes = actorComes(token)
        if comes { holdBack() } else { dropAdjectives() }
        closeOpening(ifComplete: false)
        opening = nil
        extendChain(verb, comes: comes, token)
        if let pose = verb.pose { strike(pose, token) }
    }

    /// Begins a chain, or goes on with the one whose actors do this too.
    private mutating func extendChain(_ verb: Verb, comes: Bool, _ token: Token) {
        let goesOn = chain.map { $0.actors.isEmpty || !comes && fresh.isEmpty } ?? false
        if !goesOn {
            closeChain()
            chain = Chain(actors: comes ? [] : actors(for: verb, token))
            chain?.isOrphan = !comes && hasStranger
            fresh = []
        }
        dropEmptyLink()
        if chain == nil { chain = Chain(actors: comes ? [] : actors(for: verb, token)) }
        chain?.links.append(Chain.Link(verb: verb))
        chain?.isJoined = false
    }

    private mutating func strike(_ pose: String, _ token: Token) {
        guard let chain, !chain.isOrphan else { return }
        if chain.actors.isEmpty { self.chain?.poses.append((pose, token.text)) }
        for actor in chain.actors { setPose(pose, token.text, of: actor) }
    }

    /// Whether an English verb describes the thing behind it: a reading girl.
    private func isParticiple(_ token: Token) -> Bool {
        guard !token.isIdeographic else { return next == .tie && !isAfterNoun }
        if adjectives.isPending { return true }
        guard run.isEmpty, let noun = nounAhead?.noun else { return false }
        return lexicon.traits[noun.subject]?.isAlive ?? false
    }

    private var isAfterNoun: Bool { !run.isEmpty && !startsNewRun }

    /// Whether there is something that what follows can be in, on or around.
    private var hasGround: Bool { !run.isEmpty && !hasUnknownSinceNoun }

    /// Whether whoever does it is named only after it.
    private func actorComes(_ token: Token) -> Bool {
        if hasStranger { return false }
        guard token.isIdeographic else { return run.isEmpty && lastFigures.isEmpty }
        if adjectives.isPending || run.isEmpty { return true }
        return ((previous?.isPause ?? false) || startsNewRun) && tiesAhead
    }

    /// Who does it: of those just named, those who can.
    private func actors(for verb: Verb, _ token: Token) -> [Int] {
        guard !hasStranger else { return [] }
        let able = { (mentions: [Int]) in mentions.filter { isAble($0, verb) } }
        let prefersFigures = token.isIdeographic || previous?.isPause ?? false
        let candidates = prefersFigures && run == lastGrounds ? [lastFigures, fresh] : [fresh, lastFigures]
        let found = candidates.lazy.map(able).first { !$0.isEmpty } ?? able(Array(run.suffix(1)))
        let all = found.isEmpty ? Array((fresh.isEmpty ? run : fresh).suffix(1)) : found
        return verb.relation == nil ? Array(all.suffix(1)) : all
    }

    private func isAble(_ mention: Int, _ verb: Verb) -> Bool {
        guard let traits = traits(of: mention) else { return false }
        return switch verb.relation {
        case .wornBy: traits.canWear
        case .heldBy: traits.canHold
        case nil: true
        default: verb.leadsToFigure || traits.isAlive
        }
    }
}

// MARK: - Objects

extension Grammar {
    /// Whether a noun is what the last verb is done with.
    func isObject(_ noun: Noun) -> Bool {
        guard placed == nil, opening == nil, let chain, let link = chain.links.last else { return false }
        if link.objects.isEmpty, !chain.isJoined, link.verb.relation != nil { return true }
        return (link.objects.isEmpty || chain.isJoined) && isFit(noun, link, chain)
    }

    /// Whether it can be worn, held, or brought along.
    private func isFit(_ noun: Noun, _ link: Chain.Link, _ chain: Chain) -> Bool {
        guard let traits = lexicon.traits[noun.subject] else { return false }
        return switch link.verb.relation {
        case .wornBy: traits.isWorn
        case .heldBy: traits.isHeld
        case nil:
            chain.actors.isEmpty
                ? traits.isWorn || traits.isHeld
                : chain.actors.contains { relation(of: traits, with: $0) != nil }
        default: link.verb.leadsToFigure && traits.isHeld
        }
    }

    mutating func takeObject(_ mention: Int) {
        guard let last = chain?.links.indices.last else { return }
        chain?.links[last].objects.append(mention)
        chain?.isJoined = false
    }

    mutating func pauseChain(isComma: Bool) {
        guard let chain, let link = chain.links.last else { return }
        if isComma, link.objects.isEmpty { return dropEmptyLink() }
        let isJoined = !isComma || next?.noun != nil
        self.chain?.isJoined = isJoined
    }

    /// Forgets a verb that nothing is done with.
    mutating func dropEmptyLink() {
        guard let link = chain?.links.last, link.objects.isEmpty else { return }
        chain?.links.removeLast()
        if chain?.links.isEmpty ?? false, chain?.poses.isEmpty ?? false { chain = nil }
    }

    /// Ties what was named to whoever does it; without them, to the newcomer.
    mutating func closeChain(by newcomer: Int? = nil) {
        guard let chain else { return }
        self.chain = nil
        let actors = chain.actors.isEmpty ? newcomer.map { [$0] } ?? [] : chain.actors
        guard !actors.isEmpty, !chain.isOrphan else { return }
        for pose in chain.poses { setPose(pose.pose, pose.word, of: actors[0]) }
        for link in chain.links { claim(link, actors) }
        lastFigures = actors
        if newcomer == nil || !chain.actors.isEmpty, !actors.allSatisfy(run.contains) { run = actors }
    }

    private mutating func claim(_ link: Chain.Link, _ actors: [Int]) {
        for object in link.objects {
            guard let relation = relation(of: object, by: link.verb, with: actors[0]) else { continue }
            let doers = isOne(object) && link.verb.isCarrying ? Array(actors.suffix(1)) : actors
            if link.verb.leadsToFigure {
                claim([object], relation, doers)
            } else {
                claim(actors, relation, [object])
            }
        }
    }

    /// "A girl and a boy holding a balloon": one balloon is held by one of them, but Chinese nouns have no number.
    private func isOne(_ mention: Int) -> Bool {
        let mention = result.mentions[mention]
        return mention.count == 1 && mention.word.first.map(CharacterKind.init) != .ideograph
    }

    /// How an object is to whoever does that with it.
    private func relation(of object: Int, by verb: Verb, with actor: Int) -> Relation? {
        guard let traits = traits(of: object) else { return verb.relation }
        switch verb.relation {
        case nil: return relation(of: traits, with: actor)
        // A piano is played, but not held.
        case .heldBy where verb.pose != nil && !traits.isHeld: return .beside
        // 圍著圍巾, other than 圍著火.
        case .beside where verb.leadsToFigure && traits.isWorn: return .wornBy
        case let relation: return relation
        }
    }

    /// How something brought along is where whoever brings it is; nil when they only come together.
    private func relation(of object: Traits, with actor: Int) -> Relation? {
        traits(of: actor).flatMap { object.relation(with: $0) }
    }
}
