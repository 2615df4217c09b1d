// What living things do by themselves: sleeping, jumping.

extension Grammar {
    /// A pose after who strikes it (a cat sleeping, 貓在睡覺), or any adjective before its noun.
    mutating func takeQuality(_ options: [Quality], _ token: Token) {
        guard case .pose(let pose)? = options.first(where: \.isPose) else {
            return adjectives.take(options, word: token.text)
        }
        cancelPlace()
        if hasStranger, !adjectives.isPending { return }
        let posing = isAhead(token) ? [] : posing(token)
        guard !posing.isEmpty else { return adjectives.take(options, word: token.text) }
        for mention in posing { setPose(pose, token.text, of: mention) }
    }

    /// 在 before what somebody does is no place.
    mutating func cancelPlace() {
        guard previous == .place, let figures = placed else { return }
        placed = nil
        run = figures
    }

    mutating func setPose(_ pose: String, _ word: String, of mention: Int) {
        result.mentions[mention].take(.pose(pose), word: word, isSpare: true)
    }

    /// Whether it tells about a thing that is named after it.
    private func isAhead(_ token: Token) -> Bool {
        if adjectives.isPending { return true }
        guard token.isIdeographic else { return nounAhead?.noun != nil }
        if let chain, chain.actors.isEmpty { return true }
        if next == .tie { return true }
        if let awaiting, awaiting.grounds == run { return true }
        return ((previous?.isPause ?? false) || startsNewRun) && tiesAhead
    }

    /// Of those just named who can move, the last ones of a kind.
    private func posing(_ token: Token) -> [Int] {
        if let chain, !chain.actors.isEmpty { return chain.isOrphan ? [] : chain.actors }
        let alive = { (mentions: [Int]) in mentions.filter { traits(of: $0)?.isAlive ?? false } }
        let candidates =
            token.isIdeographic && run == lastGrounds ? [lastFigures, run] : [run, lastFigures]
        guard let found = candidates.lazy.map(alive).first(where: { !$0.isEmpty }), let last = found.last
        else { return [] }
        let kind = traits(of: last)?.kind
        return found.filter { traits(of: $0)?.kind == kind && result.mentions[$0].pose == nil }
    }
}
