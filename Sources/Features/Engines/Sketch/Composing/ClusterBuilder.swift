/// Makes clusters of a cast: what is related goes together, everything else stands for itself.
struct ClusterBuilder {
    let cast: Cast
    let aspect: Double
    private var claims: [Reading.Claim]
    private var isBuilt: Set<Int> = []
    private var dice: Dice

    init(cast: Cast, claims: [Reading.Claim], aspect: Double, dice: Dice) {
        self.cast = cast
        self.aspect = aspect
        self.dice = dice
        self.claims = claims.compactMap { Self.usable($0, cast) }
    }

    /// All clusters, in the order of their first mention.
    mutating func clusters() -> [Cluster] {
        let dependent = Set(claims.flatMap { $0.figures + $0.grounds.dropFirst() })
        let independent = cast.roles.indices.filter { !dependent.contains($0) }
        var clusters: [Cluster] = []
        // The rest only if a circle of relations left nothing to begin with.
        for role in independent + Array(cast.roles.indices) where !isBuilt.contains(role) {
            if let cluster = build(role) { clusters.append(cluster) }
        }
        return clusters
    }

    /// Leaves out who is not there; turns "under the moon" into a moon above.
    private static func usable(_ claim: Reading.Claim, _ cast: Cast) -> Reading.Claim? {
        func isThere(_ role: Int) -> Bool { cast.roles.indices.contains(role) && cast.roles[role].count > 0 }
        let figures = claim.figures.filter(isThere)
        let grounds = claim.grounds.filter(isThere)
        guard let ground = grounds.first, let figure = figures.first else { return nil }
        if claim.relation == .under, cast.roles[ground].isAloft, !cast.roles[figure].isAloft {
            return Reading.Claim(figures: [ground], relation: .above, grounds: [figure])
        }
        return Reading.Claim(figures: figures, relation: claim.relation, grounds: grounds)
    }

    private mutating func build(_ role: Int) -> Cluster? {
        guard cast.roles[role].count > 0, isBuilt.insert(role).inserted else { return nil }
        let mine = claims.filter { $0.grounds.first == role }
        let gap = gap(in: mine, around: role)
        let arrangement = Arrangement(
            role: cast.roles[role],
            index: role,
            aspect: aspect,
            gap: gap
        )
        var cluster = arrangement.cluster(&dice)
        for claim in mine {
            var relating = Relating(cluster: cluster, ground: role, dice: dice)
            if claim.relation == .between, let other = claim.grounds.dropFirst().first {
                attachBetween(claim, other, &relating)
            } else {
                attach(claim, &relating)
            }
            cluster = relating.cluster
            dice = relating.dice
        }
        return cluster
    }

    private mutating func attach(_ claim: Reading.Claim, _ relating: inout Relating) {
        let figures = claim.figures.filter { !isBuilt.contains($0) }
        for (place, figure) in figures.enumerated() {
            guard let cluster = build(figure) else { continue }
            let share = Relating.Share(index: place, count: figures.count)
            relating.attach(cluster, of: figure, claim.relation, share)
        }
    }

    /// The figures stand in the middle, the other ground beyond them.
    private mutating func attachBetween(_ claim: Reading.Claim, _ other: Int, _ relating: inout Relating) {
        let side = relating.dice.sign()
        for figure in claim.figures + [other] where !isBuilt.contains(figure) {
            if let cluster = build(figure) { relating.append(cluster, onSide: side) }
        }
    }

    /// The room that copies leave for what is said to be between them.
    private func gap(in claims: [Reading.Claim], around role: Int) -> Double {
        guard cast.roles[role].count > 1,
            let claim = claims.first(where: { $0.relation == .between && $0.grounds.count == 1 })
        else { return 0 }
        return claim.figures.reduce(0.06) { sum, figure in
            let role = cast.roles[figure]
            let aspect = role.subject.bounds.width / role.subject.viewBox.height
            return sum + Double(min(role.count, 3)) * role.subject.height * role.size * aspect * 1.1
        }
    }
}
