/// What was said of how things stand to each other, made consistent.
///
/// Whoever rests on, in, in the hand or on the head of another is *carried*: copy by copy, and by one at most. All other
/// relations are between roles, and hold for those who carry.
struct Ties {
    /// A copy of a role.
    struct Key: Hashable {
        let role: Int
        let copy: Int
    }

    struct Guest {
        let key: Key
        let relation: Relation
    }

    /// Roles that stand so to other roles.
    struct Station {
        let figures: [Int]
        let relation: Relation
        let grounds: [Int]
        /// Near enough to touch: what is too large to be held.
        var isTouching = false
    }

    /// How many times wider than the ground a list of things on it may be.
    private static let mostCrowded = 2.2

    private(set) var stations: [Station] = []
    private var guests: [Key: [Guest]] = [:]
    /// By role: the one that carries it.
    private var carriers: [Int: Int] = [:]

    init(_ claims: [Reading.Claim], cast: Cast) {
        var others: [Station] = []
        for claim in claims.compactMap({ Self.usable($0, cast) }) {
            guard claim.relation.carries else {
                others.append(claim)
                continue
            }
            let large = claim.figures.filter { Self.isTooLarge($0, for: claim, cast) }
            let small = claim.figures.filter { !large.contains($0) }
            carry(Self.fitting(small, onto: claim, cast), claim, cast)
            if !large.isEmpty {
                others.append(
                    Station(figures: large, relation: .beside, grounds: claim.grounds, isTouching: true)
                )
            }
        }
        stations = others.compactMap(lifted)
    }

    func isCarried(_ role: Int) -> Bool { carriers[role] != nil }

    /// Whether nothing stands on the ground: all fly, or are carried by or above what does.
    func isAloft(_ cast: Cast) -> Bool {
        let bearers = cast.roles.indices.filter { cast.roles[$0].count > 0 && !isCarried($0) }
        let raised = stations.filter { station in
            station.relation == .above && station.grounds.contains { cast.roles[$0].isAloft }
        }
        let high = Set(raised.flatMap(\.figures))
        return !bearers.isEmpty && bearers.allSatisfy { cast.roles[$0].isAloft || high.contains($0) }
    }

    func guests(of key: Key) -> [Guest] { guests[key] ?? [] }

    /// The claim in roles, without those that are not there; "under the moon" becomes a moon above.
    private static func usable(_ claim: Reading.Claim, _ cast: Cast) -> Station? {
        let isThere = { (role: Int) in cast.roles[role].count > 0 }
        let figures = claim.figures.compactMap(cast.role).filter(isThere)
        let grounds = claim.grounds.compactMap(cast.role).filter(isThere)
        guard let ground = grounds.first, let figure = figures.first else { return nil }
        if claim.relation == .under, cast.roles[ground].isAloft, !cast.roles[figure].isAloft {
            return Station(figures: [ground], relation: .above, grounds: [figure])
        }
        return Station(figures: figures, relation: claim.relation, grounds: grounds)
    }

    /// Nobody holds a house; they stand beside it.
    private static func isTooLarge(_ figure: Int, for station: Station, _ cast: Cast) -> Bool {
        guard station.relation == .heldBy, let ground = station.grounds.first else { return false }
        let (held, holder) = (cast.roles[figure], cast.roles[ground])
        if held.subject.held != nil { return false }
        let isHeavy = [.building, .vehicle, .furniture].contains(held.subject.kind)
        return held.box.height > holder.box.height * (isHeavy ? 0.45 : 1)
    }

    /// Of "a wizard, a dragon and a cat on a chair" only the cat is: the last of a list that does not fit.
    private static func fitting(_ figures: [Int], onto station: Station, _ cast: Cast) -> [Int] {
        guard station.relation == .on || station.relation == .inside else { return figures }
        let room = station.grounds.reduce(0) { $0 + cast.roles[$1].box.width * Double(cast.roles[$1].count) }
        let width = { (figure: Int) in cast.roles[figure].box.width * Double(cast.roles[figure].count) }
        var kept = figures[...]
        while kept.count > 1, kept.reduce(0, { $0 + width($1) }) > room * mostCrowded { kept.removeFirst() }
        return Array(kept)
    }

    /// Gives each copy of the figures a copy of the grounds that carries it, one after the other.
    private mutating func carry(_ figures: [Int], _ station: Station, _ cast: Cast) {
        var next = 0
        for figure in figures where carriers[figure] == nil {
            let grounds = station.grounds.filter { !isCarried($0, by: figure) }
            let holders = grounds.flatMap { role in
                (0..<cast.roles[role].count).map { Key(role: role, copy: $0) }
            }
            guard let first = grounds.first else { continue }
            carriers[figure] = first
            for copy in 0..<cast.roles[figure].count {
                let guest = Guest(key: Key(role: figure, copy: copy), relation: station.relation)
                guests[holders[next % holders.count], default: []].append(guest)
                next += 1
            }
        }
    }

    /// Whether it is the figure, or rests on it somehow: such a circle is not closed.
    private func isCarried(_ role: Int, by figure: Int) -> Bool {
        var carrier: Int? = role
        while let next = carrier {
            if next == figure { return true }
            carrier = carriers[next]
        }
        return false
    }

    /// What stands under a tree is the chair, when the cat is on the chair.
    private func lifted(_ station: Station) -> Station? {
        let grounds = Self.unique(station.grounds.map(bearer))
        let figures = Self.unique(station.figures.map(bearer)).filter { !grounds.contains($0) }
        guard !grounds.isEmpty, !figures.isEmpty else { return nil }
        return Station(
            figures: figures,
            relation: station.relation,
            grounds: grounds,
            isTouching: station.isTouching
        )
    }

    private func bearer(of role: Int) -> Int {
        var role = role
        while let carrier = carriers[role] { role = carrier }
        return role
    }

    private static func unique(_ roles: [Int]) -> [Int] {
        var seen: Set<Int> = []
        return roles.filter { seen.insert($0).inserted }
    }
}

extension Relation {
    /// Whether the ground bears the figure.
    var carries: Bool {
        switch self {
        case .on, .inside, .heldBy, .wornBy: true
        case .under, .beside, .behind, .above, .between, .inFront: false
        }
    }

    /// How the ground stands to the figure.
    var reversed: Relation {
        switch self {
        case .behind: .inFront
        case .inFront: .behind
        default: .beside
        }
    }
}
