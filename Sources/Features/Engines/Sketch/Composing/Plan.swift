/// Says where everything had best be, before it is moved out of each other's way.
///
/// Things spread from left to right, the tall ones far and the low ones near; on a tall sheet they are stacked from far to
/// near. Few stand near a third of the width, copies keep together.
struct Plan {
    /// Clusters that keep together: the copies of one thing.
    struct Troop {
        var members: [Int]
        /// Of a member, as a share of the unit.
        let width: Double
        let height: Double

        /// How much of the picture's width it would like to have.
        var weight: Double {
            let count = Double(members.count)
            return max(width, 0.1) * (count < 4 ? count : 3 + (count - 3) * 0.45)
        }
    }

    let room: Room
    let zoom: Double
    let clusters: [Cluster]
    var dice: Dice

    private var middle: Double { room.content.centre.x }
    private var isCentred: Bool {
        !room.framing.isDisjoint(with: [.centred, .closeUp, .symmetrical])
    }

    /// By cluster.
    mutating func wishes() -> [Wish] {
        var wishes = clusters.map { _ in Wish(x: middle, depth: 0.5) }
        let troops = troops()
        let isAloft = { [clusters] (troop: Troop) in clusters[troop.members[0]].isAloft }
        place(troops.filter { !isAloft($0) }, &wishes)
        hang(troops.filter(isAloft), among: troops.count, &wishes)
        for place in clusters.indices {
            // What is meant is the middle of the cluster.
            let box = clusters[place].box
            wishes[place].x -= box.centre.x * zoom * room.canvas.unit * room.scale(at: wishes[place].depth)
        }
        return wishes
    }

    private func troops() -> [Troop] {
        var troops: [Troop] = []
        for (place, cluster) in clusters.enumerated() {
            if let last = troops.indices.last, clusters[troops[last].members[0]].role == cluster.role {
                troops[last].members.append(place)
            } else {
                troops.append(Troop(members: [place], width: cluster.box.width, height: cluster.box.height))
            }
        }
        return troops
    }

    private func spots(for troop: Troop) -> Spots {
        let stands = clusters[troop.members[0]].stands
        return Spots(room: room, size: (troop.width * zoom, troop.height * zoom), stands: stands)
    }

    // MARK: On the ground

    private mutating func place(_ troops: [Troop], _ wishes: inout [Wish]) {
        guard !troops.isEmpty else { return }
        let columns = room.isTall ? stacked(troops) : spread(troops)
        for (troop, column) in zip(troops, columns) {
            let spots = spots(for: troop)
                .spots(troop.members.count, around: column, &dice)
            for (member, spot) in zip(troop.members, spots) {
                wishes[member].x = spot.x
                wishes[member].depth = spot.depth
            }
        }
    }

    /// Side by side, each with as much of the width as it needs.
    private mutating func spread(_ troops: [Troop]) -> [Spots.Column] {
        guard troops.count > 1 else { return [alone(troops[0])] }
        let order = balanced(troops)
        let weights = order.map { troops[$0].weight * (room.isWide ? dice.number(0.7...1.4) : 1) }
        let total = weights.reduce(0, +)
        let needed = total * zoom * room.canvas.unit * 1.5
        let width = min(room.content.width, max(needed, room.content.width * (room.isWide ? 0.86 : 0.72)))
        let zigzag = dice.sign() * dice.number(0.03...0.15)
        var left = middle - width / 2
        var columns: [Int: Spots.Column] = [:]
        for (nth, (troop, weight)) in zip(order, weights).enumerated() {
            let share = width * weight / total
            let x = left + share / 2 + dice.number(-0.1...0.1) * share
            let step = (nth.isMultiple(of: 2) ? zigzag : -zigzag) + dice.number(-0.08...0.08)
            columns[troop] = Spots.Column(x: x, width: share, depth: depth(of: troops[troop]) + step)
            left += share
        }
        return troops.indices.compactMap { columns[$0] }
    }

    /// Of several orders the one whose weight is about even on either side.
    private mutating func balanced(_ troops: [Troop]) -> [Int] {
        var best: (cost: Double, order: [Int])?
        for _ in 0..<4 {
            let order = dice.shuffled(Array(troops.indices))
            let middle = Double(order.count - 1) / 2
            let moment = order.enumerated().reduce(0) { sum, entry in
                sum + (Double(entry.offset) - middle) * troops[entry.element].weight
                    * troops[entry.element].height
            }
            let cost = isCentred ? abs(Double(order.firstIndex(of: 0) ?? 0) - middle) : abs(moment)
            if cost < best?.cost ?? .infinity { best = (cost, order) }
        }
        return best?.order ?? Array(troops.indices)
    }

    /// Near a third, as far as it is not too wide for that.
    private mutating func alone(_ troop: Troop) -> Spots.Column {
        let depth = (room.framing.contains(.fromAbove) ? 0.74 : 0.62) + dice.number(-0.14...0.14)
        let count = Double(troop.members.count)
        let width = troop.width * zoom * room.canvas.unit * room.scale(at: depth) * min(count, 3)
        let free = max(0, (room.content.width - width) / 2)
        let third = room.content.width / 6
        let aside = min(third, free * 0.8) * dice.number(0.55...1) * dice.sign()
        let x = middle + (isCentred ? 0 : count > 3 ? aside * 0.4 : aside)
        return Spots.Column(x: x, width: room.content.width, depth: depth)
    }

    /// What is tall stands far away, what is low near.
    private func depth(of troop: Troop) -> Double {
        0.88 - 0.6 * min(troop.height, 0.75)
    }

    /// One above the other, by turns left and right.
    private mutating func stacked(_ troops: [Troop]) -> [Spots.Column] {
        let ranks = troops.indices.sorted { troops[$0].height > troops[$1].height }
        var side = dice.sign()
        var columns: [Int: Spots.Column] = [:]
        for (rank, troop) in ranks.enumerated() {
            let depth = troops.count == 1 ? 0.5 : 0.1 + 0.76 * (Double(rank) + 0.5) / Double(troops.count)
            let aside = isCentred ? 0 : side * dice.number(0.05...0.22) * room.content.width
            columns[troop] = Spots.Column(
                x: middle + aside,
                width: room.content.width,
                depth: depth + dice.number(-0.05...0.05)
            )
            side = -side
        }
        return troops.indices.compactMap { columns[$0] }
    }

    // MARK: In the air

    private mutating func hang(_ troops: [Troop], among all: Int, _ wishes: inout [Wish]) {
        let places = dice.shuffled(Array(troops.indices))
        for (nth, troop) in troops.enumerated() {
            let slot = (Double(places[nth]) + 0.5) / Double(troops.count)
            let isAlone = troops.count == 1
            let across = isAlone ? 0.5 + dice.sign() * dice.number(0.1...0.26) : slot
            let width = room.content.width
            let x = isCentred && isAlone ? middle : room.content.left + across * width
            let height = all == 1 ? 0.45 : room.isTall && !isAlone ? slot : dice.number(0.05...0.4)
            let column = Spots.Column(x: x, width: width / Double(troops.count) * 0.92, depth: height)
            let spots = spots(for: troop)
                .spots(troop.members.count, around: column, &dice)
            for (member, spot) in zip(troop.members, spots) {
                wishes[member].x = spot.x
                wishes[member].depth = spot.depth
            }
        }
    }
}
