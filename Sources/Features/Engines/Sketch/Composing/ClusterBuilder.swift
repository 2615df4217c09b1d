/// Makes clusters of a cast: what is related goes together, everything else stands for itself.
struct ClusterBuilder {
    let cast: Cast
    let ties: Ties
    let isSymmetrical: Bool
    private var builder: StackBuilder
    private var isBuilt: Set<Int> = []

    init(cast: Cast, ties: Ties, isSymmetrical: Bool, dice: Dice) {
        self.cast = cast
        self.ties = ties
        self.isSymmetrical = isSymmetrical
        builder = StackBuilder(cast: cast, ties: ties, isSymmetrical: isSymmetrical, dice: dice)
    }

    /// All clusters, in the order of their first mention; copies that nothing is said of each make one.
    mutating func clusters() -> [Cluster] {
        var clusters: [Cluster] = []
        for role in cast.roles.indices where !isBuilt.contains(role) && stands(role) {
            let related = related(to: role)
            if related.count > 1 {
                clusters.append(cluster(of: related))
            } else {
                isBuilt.insert(role)
                clusters += stacks(of: role).map { Cluster($0) }
            }
        }
        return clusters
    }

    private func stands(_ role: Int) -> Bool { cast.roles[role].count > 0 && !ties.isCarried(role) }

    private mutating func stacks(of role: Int) -> [Stack] {
        (0..<cast.roles[role].count).map { builder.stack(Ties.Key(role: role, copy: $0)) }
    }

    /// Everything that stands in some relation to a role, itself included, in the order of mention.
    private func related(to role: Int) -> [Int] {
        var found: Set<Int> = [role]
        var size = 0
        while size < found.count {
            size = found.count
            for station in ties.stations {
                let roles = station.figures + station.grounds
                if !found.isDisjoint(with: roles) { found.formUnion(roles) }
            }
        }
        return found.filter(stands).sorted()
    }

    /// Begins with a ground that is no figure and stands on the ground, where there is one, or has something above it.
    private func root(of roles: [Int]) -> Int {
        let figures = Set(ties.stations.flatMap(\.figures))
        let grounds = Set(ties.stations.compactMap(\.grounds.first))
        let below = Set(ties.stations.filter { $0.relation == .above }.flatMap(\.grounds))
        let rank = { (role: Int) in
            (cast.roles[role].isAloft && !below.contains(role) ? 4 : 0) + (figures.contains(role) ? 2 : 0)
                + (grounds.contains(role) ? 0 : 1)
        }
        return roles.min { (rank($0), $0) < (rank($1), $1) } ?? 0
    }

    private mutating func cluster(of roles: [Int]) -> Cluster {
        let root = root(of: roles)
        var stations = ties.stations.filter { !Set(roles).isDisjoint(with: $0.figures + $0.grounds) }
        isBuilt.insert(root)
        var relating = Relating(
            stacks(of: root),
            gap: gap(around: root, in: stations),
            isSymmetrical: isSymmetrical,
            dice: builder.dice
        )
        while let next = stations.firstIndex(where: isReachable) {
            attach(stations.remove(at: next), &relating)
        }
        builder.dice = relating.dice
        return relating.cluster
    }

    private func isReachable(_ station: Ties.Station) -> Bool {
        !isBuilt.isDisjoint(with: station.figures + station.grounds)
    }

    /// Adds those of a relation who are not there yet to those who are.
    private mutating func attach(_ station: Ties.Station, _ relating: inout Relating) {
        let figures = station.figures.filter { !isBuilt.contains($0) && stands($0) }
        let grounds = station.grounds.filter { !isBuilt.contains($0) && stands($0) }
        isBuilt.formUnion(figures + grounds)
        if let ground = station.grounds.first(where: { !grounds.contains($0) }) {
            let isBetween = station.relation == .between && !grounds.isEmpty
            let relation = isBetween ? .beside : station.relation
            relating.attach(figures.flatMap { stacks(of: $0) }, relation, to: ground, station.isTouching)
            let other: [Stack] = grounds.flatMap { stacks(of: $0) }
            isBetween ? relating.extend(other) : relating.attach(other, .beside, to: ground)
        } else if let figure = station.figures.first(where: { !figures.contains($0) }) {
            relating.attach(figures.flatMap { stacks(of: $0) }, .beside, to: figure)
            relating.attach(grounds.flatMap { stacks(of: $0) }, station.relation.reversed, to: figure)
        }
    }

    /// The room that copies leave for what is said to be between them.
    private func gap(around role: Int, in stations: [Ties.Station]) -> Double {
        guard cast.roles[role].count > 1,
            let station = stations.first(where: { $0.relation == .between && $0.grounds == [role] })
        else { return 0 }
        return station.figures.reduce(0.07) { sum, figure in
            let role = cast.roles[figure]
            return sum + Double(min(role.count, Relating.mostBetween)) * role.box.width * 1.1
        }
    }
}
