extension Grammar {
    /// A relation that stands before its ground: on, under, between.
    mutating func takeBefore(_ relation: Relation) {
        dropAdjectives()
        closeOpening(ifComplete: false)
        if run != awaiting?.grounds { settleAwaiting() }
        opening = Opening(figures: run, relation: relation)
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
        let tellsAboutNext = next?.meaning == .tie || figures.isEmpty
        settle(figures: tellsAboutNext ? [] : figures, relation, grounds)
    }

    /// 在: what stands before it is where the coming ground says.
    mutating func takePlace() {
        dropAdjectives()
        settleAwaiting()
        placed = startsNewRun && awaiting != nil ? [] : run
        run = []
        startsNewRun = false
    }

    /// Ties the figures to the grounds of the open relation.
    mutating func closeOpening(ifComplete: Bool) {
        guard let opening, let last = opening.grounds.last else { return }
        let needsAnother =
            opening.relation == .between && opening.grounds.count < 2 && result.mentions[last].count < 2
        if ifComplete, needsAnother { return }
        self.opening = nil
        settle(figures: opening.figures, opening.relation, opening.grounds)
    }

    /// A relation that waited for its figure takes the list that has come since.
    mutating func settleAwaiting() {
        guard let awaiting, !run.isEmpty, run != awaiting.grounds else { return }
        self.awaiting = nil
        claim(run, awaiting.relation, awaiting.grounds)
    }

    private mutating func settle(figures: [Int], _ relation: Relation, _ grounds: [Int]) {
        if figures.isEmpty {
            awaiting = Awaiting(relation: relation, grounds: grounds)
        } else {
            claim(figures, relation, grounds)
        }
        run = grounds
        startsNewRun = true
    }

    private mutating func claim(_ figures: [Int], _ relation: Relation, _ grounds: [Int]) {
        let others = figures.filter { !grounds.contains($0) }
        guard !others.isEmpty else { return }
        result.claims.append(Reading.Claim(figures: others, relation: relation, grounds: grounds))
    }
}
