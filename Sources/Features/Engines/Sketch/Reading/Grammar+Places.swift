// Settings, times, styles and the sky: they tell where, when and how, and take part in no relation.

extension Grammar {
    mutating func takeSetting(_ id: String, _ token: Token) {
        if let setting = result.setting, setting != id { report(token) }
        result.setting = result.setting ?? id
        endPlace()
    }

    mutating func takeTime(_ id: String, _ token: Token) {
        if let time = result.time, time != id { report(token) }
        result.time = result.time ?? id
        endPlace()
    }

    mutating func takeStyle(_ id: String, _ token: Token) {
        if let style = result.style, style != id { report(token) }
        result.style = result.style ?? id
        endPlace()
    }

    /// "in the sky", "天上有": what it is said of flies.
    mutating func takeSky() {
        if let colour = adjectives.colours.first { result.skyColour = colour }
        let figures = opening?.figures ?? placed ?? []
        for figure in figures { result.mentions[figure].isAirborne = true }
        let leadsIn =
            switch next?.meaning {
            case .relationAfter(.on), .relationAfter(.inside), .exists, .tie: true
            default: opening != nil || placed != nil
            }
        awaitsAirborne = figures.isEmpty && leadsIn
        endPlace()
        adjectives = Adjectives()
    }

    /// The words around a place are used up with it; the list before it goes on.
    private mutating func endPlace() {
        opening = nil
        if let figures = placed, !figures.isEmpty { run = figures }
        placed = nil
        adjectives = Adjectives()
        wasPlace = true
        endsRunAtPause = true
        hasUnknownSinceNoun = true
    }
}
