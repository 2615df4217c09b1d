// Settings, times, weathers, tones and the sky: they tell where, when and how, and take part in no relation.

extension Grammar {
    /// A word that says several things at once only implies its place and its time; a city street is a street.
    mutating func takeFacets(_ facets: [Facet], _ token: Token) {
        if facets.contains(where: { $0.sort == .pattern }) { patternTokens.append(token) }
        let isSure = facets.count == 1 && !(facets[0].sort == .setting && settingIsAhead)
        for facet in facets where !take(facet, isSure: isSure) { report(token) }
        if describesThing(facets, token) { wasPlace = true } else { endPlace() }
    }

    /// "Three winter trees", "under an autumn tree", "a rainy, grey street": what it tells about is still to come.
    private func describesThing(_ facets: [Facet], _ token: Token) -> Bool {
        let isPlace =
            facets.contains { $0.sort == .time || $0.sort == .style }
            || facets.count == 1 && facets[0].sort == .setting
        guard opening != nil || placed != nil else { return !isPlace || next?.noun != nil }
        return token.isIdeographic ? groundIsAhead : !isPlace && nounAhead?.noun != nil
    }

    /// False when something else was said already.
    private mutating func take(_ facet: Facet, isSure: Bool) -> Bool {
        switch facet {
        case .setting(let id): return isSure ? set(\.setting, id) : imply(\.impliedSetting, id)
        case .time(let id): return isSure ? set(\.time, id) : imply(\.impliedTime, id)
        case .style(let id): return set(\.style, id)
        case .season(let season): return set(\.season, season)
        case .weather(let id): return set(\.weather, id)
        case .tone(let id): addTones([id])
        case .framing(let framing): result.framing.insert(framing)
        case .pattern(let kind): return result.theme.take(pattern: kind)
        }
        return true
    }

    private mutating func set<Value: Equatable>(
        _ slot: WritableKeyPath<Reading, Value?>,
        _ value: Value
    ) -> Bool {
        let present = result[keyPath: slot] ?? value
        result[keyPath: slot] = present
        return present == value
    }

    private mutating func imply(_ slot: WritableKeyPath<Grammar, String?>, _ value: String) -> Bool {
        self[keyPath: slot] = self[keyPath: slot] ?? value
        return true
    }

    /// "In the sky", "天上有": what it is said of flies.
    mutating func takeSky() {
        if let colour = adjectives.colours.first { result.skyColour = colour }
        let figures = opening?.figures ?? placed ?? []
        let isIn = isInSky
        if isIn { for figure in figures { result.mentions[figure].isAirborne = true } }
        let leadsIn =
            switch next {
            case .relationAfter(.on), .relationAfter(.inside), .exists, .tie: true
            default: opening != nil || placed != nil
            }
        awaitsAirborne = figures.isEmpty && leadsIn && isIn
        endPlace()
        tellsOfSky = true
    }

    /// "In the sky", other than "under the sky", 天空下.
    private var isInSky: Bool {
        if let opening { return [.inside, .on].contains(opening.relation) }
        guard case .relationAfter(let relation) = next else { return true }
        return [.inside, .on].contains(relation)
    }

    /// The words around a place are used up with it; the list before it goes on.
    private mutating func endPlace() {
        endAdjectives()
        tellsOfSky = false
        opening = nil
        if let figures = placed, !figures.isEmpty { (run, lastFigures) = (figures, figures) }
        placed = nil
        wasPlace = true
        endsRunAtPause = true
        hasUnknownSinceNoun = true
        dropEmptyLink()
    }
}
