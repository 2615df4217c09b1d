extension Grammar {
    /// A relation that stands before its ground: on, under, between.
    mutating func takeBefore(_ relation: Relation) {
        dropAdjectives()
        leaveChain()
        closeOpening(ifComplete: false)
        if run != awaiting?.grounds { settleAwaiting() }
        opening = Opening(figures: run, relation: relation, isOrphan: run.isEmpty && hasStranger)
    }

    /// A relation that stands after its ground: 上, 旁邊, 之間.
    mutating func takeAfter(_ relation: Relation) {
        dropAdjectives()
        let figures = placed ?? []
        placed = nil
        guard let last = run.last, !hasUnknownSinceNoun else {
            if !figures.isEmpty { run = figures }
            return
        }
        let grounds = relation == .between ? run : [last]
        let tellsAboutNext = next == .tie || figures.isEmpty
        settle(figures: tellsAboutNext ? [] : figures, relation, grounds)
    }

    /// 在: what stands before it is where the coming ground says.
    mutating func takePlace() {
        let comes = adjectives.count != nil || chain?.actors.isEmpty ?? false || run.isEmpty
        if comes { holdBack() } else { dropAdjectives() }
        leaveChain()
        settleAwaiting()
        placed = comes || startsNewRun && awaiting != nil ? [] : run
        run = []
        fresh = []
        startsNewRun = false
    }

    /// Where somebody is comes after what they do.
    private mutating func leaveChain() {
        dropEmptyLink()
        if !(chain?.actors.isEmpty ?? true) { closeChain() }
    }

    /// Ties the figures to the grounds of the open relation.
    mutating func closeOpening(ifComplete: Bool) {
        guard let opening, let last = opening.grounds.last else { return }
        let needsAnother =
            opening.relation == .between && opening.grounds.count < 2 && result.mentions[last].count < 2
        if ifComplete, needsAnother { return }
        self.opening = nil
        if opening.isOrphan {
            (run, fresh, startsNewRun) = (opening.grounds, opening.grounds, true)
        } else {
            settle(figures: opening.figures, opening.relation, opening.grounds)
        }
    }

    /// A relation that waited for its figure takes the list that has come since.
    mutating func settleAwaiting() {
        guard let awaiting, !run.isEmpty, run != awaiting.grounds else { return }
        self.awaiting = nil
        claim(run, awaiting.relation, awaiting.grounds)
        (lastFigures, lastGrounds) = (run, awaiting.grounds)
    }

    private mutating func settle(figures: [Int], _ relation: Relation, _ grounds: [Int]) {
        if figures.isEmpty {
            awaiting = Awaiting(relation: relation, grounds: grounds)
        } else {
            claim(figures, relation, grounds)
        }
        (lastFigures, lastGrounds) = (figures, grounds)
        (run, fresh) = (grounds, grounds)
        startsNewRun = true
    }

    /// Says that the figures stand so to the grounds, each figure in the relation that it can have.
    mutating func claim(_ figures: [Int], _ relation: Relation, _ grounds: [Int]) {
        let others = figures.filter { !grounds.contains($0) }
        let worn = others.filter { isWorn($0, relation, grounds) }
        add(others.filter { !worn.contains($0) }, relation, grounds)
        add(worn, .wornBy, grounds)
    }

    private mutating func add(_ figures: [Int], _ relation: Relation, _ grounds: [Int]) {
        guard let ground = grounds.first, !figures.isEmpty, result.claims.count < Self.mostClaims else {
            return
        }
        if relation == .inside, isWorn(ground, .on, figures) {
            // A cat in a hat.
            return add(grounds, .wornBy, figures)
        }
        if relation == .heldBy || relation == .wornBy {
            for figure in figures { share(figure, among: grounds) }
        }
        let claim = Reading.Claim(figures: figures, relation: relation, grounds: grounds)
        if !result.claims.contains(claim) { result.claims.append(claim) }
    }

    /// A hat on a cat is worn.
    private func isWorn(_ figure: Int, _ relation: Relation, _ grounds: [Int]) -> Bool {
        guard relation == .on, let ground = grounds.first, let traits = traits(of: figure), traits.isWorn
        else { return false }
        return self.traits(of: ground)?.canWear ?? false
    }

    /// "Three foxes wearing hats": each has one.
    private mutating func share(_ object: Int, among owners: [Int]) {
        let owners = owners.reduce(0) { $0 + result.mentions[$1].count }
        guard !result.mentions[object].isCounted, owners > 1 else { return }
        result.mentions[object].count = owners
    }
}
