// Where one thing ends and the next begins.

extension Grammar {
    /// A comma or an "and" between things, or between colours.
    mutating func pause(isComma: Bool) {
        if adjectives.hasColour, next?.qualities.contains(where: \.isColour) ?? false { return }
        dropAdjectives()
        if let opening, opening.grounds.isEmpty {
            self.opening = nil
            startsNewRun = true
        }
        if endsRunAtPause { startsNewRun = true }
        endsRunAtPause = false
        pauseChain(isComma: isComma)
        if isComma { hasStranger = false }
    }

    mutating func endClause() {
        if !(chain?.actors.isEmpty ?? true) { closeChain() }
        if chain == nil { heldBack = nil }
        settleAwaiting()
        startsNewRun = true
    }

    mutating func endSentence() {
        dropAdjectives()
        closeOpening(ifComplete: false)
        closeChain()
        settleAwaiting()
        (opening, awaiting, placed, chain, heldBack) = (nil, nil, nil, nil, nil)
        (run, fresh, lastFigures, lastGrounds) = ([], [], [], [])
        awaitsAirborne = false
        startsNewRun = false
        hasStranger = false
        tellsOfSky = false
    }
}
