/// Things that each holder or wearer has one of: "three cats wearing hats" means three hats.
struct Pairs {
    /// By role: those who hold or wear it.
    private var grounds: [Int: [Int]] = [:]
    /// Roles whose number was not said.
    private var open: Set<Int> = []

    init(_ reading: Reading, cast: Cast) {
        for claim in reading.claims where claim.relation == .heldBy || claim.relation == .wornBy {
            let holders = claim.grounds.compactMap { cast.role(of: $0) }
            for figure in claim.figures {
                guard let role = cast.role(of: figure), grounds[role] == nil, !holders.contains(role),
                    !holders.isEmpty
                else { continue }
                grounds[role] = holders
                if Self.isEachOnesOwn(reading.mentions[figure], claim.relation) { open.insert(role) }
            }
        }
    }

    /// Nobody shares a hat; three may well hold one kite.
    private static func isEachOnesOwn(_ mention: Reading.Mention, _ relation: Relation) -> Bool {
        !mention.isCounted || mention.count == 1 && relation == .wornBy
    }

    /// Whether each holder has one.
    func isPaired(_ role: Int) -> Bool { open.contains(role) }

    func holders(of role: Int, _ cast: Cast) -> Int {
        grounds[role, default: []].reduce(0) { $0 + cast.roles[$1].count }
    }

    /// How many of a role are meant.
    func count(of role: Int, _ cast: Cast) -> Int {
        let said = cast.roles[role].count
        guard isPaired(role) else { return said }
        let holders = holders(of: role, cast)
        // One cat in hats wears as many as the words say.
        return holders > 1 ? holders : said
    }
}
