extension Reading {
    /// The same without some of its mentions, and without what was said of where these are.
    func without(_ places: [Int]) -> Reading {
        let kept = mentions.indices.filter { !places.contains($0) }
        let moved = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        var reading = self
        reading.mentions = kept.map { mentions[$0] }
        reading.claims = claims.compactMap { claim in
            let figures = claim.figures.compactMap { moved[$0] }
            let grounds = claim.grounds.compactMap { moved[$0] }
            if figures.isEmpty || grounds.isEmpty { return nil }
            return Claim(figures: figures, relation: claim.relation, grounds: grounds)
        }
        return reading
    }
}

extension Reading.Mention {
    /// Whether it says what the thing is like.
    var isDescribed: Bool {
        !colours.isEmpty || size != 1 || material != nil || pose != nil || expression != nil || step != nil
    }
}
