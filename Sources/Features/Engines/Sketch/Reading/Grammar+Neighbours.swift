// What stands around a word decides what it means.

extension Grammar {
    var next: Meaning? { place + 1 < tokens.count ? tokens[place + 1].meaning : nil }
    var previous: Meaning? { place > 0 ? tokens[place - 1].meaning : nil }

    func traits(of mention: Int) -> Traits? { lexicon.traits[result.mentions[mention].subject] }

    /// The thing that what is here tells about: named next, with nothing but adjectives between.
    var nounAhead: Meaning? {
        for token in tokens[min(place + 1, tokens.count)...].prefix(Self.reach) {
            switch token.kind {
            case .unknown: return .other
            case .comma, .stop: return nil
            case .known(let meaning):
                switch meaning {
                case .quality, .measure: continue
                case .skip where !token.isIdeographic: continue
                case .tie where token.isIdeographic: continue
                case .thing, .thingOrQuality, .facets, .qualityOrFacets, .sky: return meaning
                default: return nil
                }
            }
        }
        return nil
    }

    /// Whether a thing comes next and then where that puts it: 秋天的樹下.
    var groundIsAhead: Bool {
        let rest = tokens[min(place + 1, tokens.count)...].prefix(Self.reach)
        guard nounAhead?.noun != nil, let noun = rest.firstIndex(where: { $0.meaning?.noun != nil }),
            noun + 1 < tokens.count, case .relationAfter = tokens[noun + 1].meaning
        else { return false }
        return true
    }

    /// Whether another place is named that this one only tells about: a mountain village, 海邊的村莊.
    var settingIsAhead: Bool {
        for token in tokens[min(place + 1, tokens.count)...].prefix(3) {
            switch token.meaning {
            case .facets(let facets): return facets.count == 1 && facets[0].sort == .setting
            case .relationAfter, .tie: if !token.isIdeographic { return false }
            default: return false
            }
        }
        return false
    }

    /// Whether 的 comes before the clause ends: what is here tells about something named after it.
    var tiesAhead: Bool {
        for token in tokens[min(place + 1, tokens.count)...].prefix(Self.reach + 4) {
            if token.kind == .comma || token.kind == .stop { return false }
            if token.meaning == .tie { return true }
        }
        return false
    }

    /// Whether a word that may be a thing or an adjective is one here: an orange cat, the cat is orange.
    func isQualityHere(_ options: [Quality]) -> Bool {
        if nounAhead != nil || isListed(options) { return true }
        if previous == .exists, !adjectives.isPending { return true }
        return (previous?.isPause ?? true) && adjectives.hasColour && options.contains(where: \.isColour)
    }

    /// "An orange and white cat", other than "an orange and a white cat".
    private func isListed(_ options: [Quality]) -> Bool {
        guard options.contains(where: \.isColour), next?.isPause ?? false, place + 3 < tokens.count,
            let after = tokens[place + 2].meaning, after.noun == nil
        else { return false }
        return after.qualities.contains(where: \.isColour) && tokens[place + 3].meaning?.noun != nil
    }
}
