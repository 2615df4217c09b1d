/// What a cluster had best be near.
struct Wish {
    /// A share of the content's width.
    let across: Double
    /// A depth; aloft, a share of the sky's height.
    let depth: Double
}

/// Spreads clusters over the picture: from left to right, on a tall sheet from far to near.
struct Wishes {
    /// Where the middle of the picture is taken to be for one thing alone.
    private static let middle = 0.5

    let room: Room

    func wishes(for clusters: [Cluster], _ dice: inout Dice) -> [Wish] {
        let aloft = aloft(clusters.count { $0.isAloft }, &dice)
        let standing = standing(clusters.filter { !$0.isAloft }, &dice)
        var (nextAloft, nextStanding) = (aloft.makeIterator(), standing.makeIterator())
        return clusters.map { cluster in
            let wish = cluster.isAloft ? nextAloft.next() : nextStanding.next()
            return wish ?? Wish(across: Self.middle, depth: Self.middle)
        }
    }

    private func aloft(_ count: Int, _ dice: inout Dice) -> [Wish] {
        let heights = slots(count, around: 0.38, &dice)
        let places = slots(count, around: Self.middle + dice.number(-0.25...0.25), &dice)
        return zip(places, heights).map { place, height in
            Wish(across: place, depth: room.isTall ? height : dice.number(0.1...0.45))
        }
    }

    /// What is tall stands far away, what is low near.
    private func standing(_ clusters: [Cluster], _ dice: inout Dice) -> [Wish] {
        let places = slots(clusters.count, around: Self.middle, &dice)
        let ranks = clusters.indices.sorted { clusters[$0].box.height > clusters[$1].box.height }
        return zip(clusters.indices, places).map { index, place in
            if room.isTall {
                let rank = Double(ranks.firstIndex(of: index) ?? 0)
                let depth = 0.1 + 0.7 * (rank + 0.5) / Double(clusters.count)
                return Wish(across: dice.number(0.25...0.75), depth: depth)
            }
            let height = min(clusters[index].box.height, 0.7)
            let depth = clusters.count == 1 ? 0.66 : 0.86 - 0.65 * height
            return Wish(across: place, depth: depth + dice.number(-0.1...0.1))
        }
    }

    /// Shuffled places along a line; one alone is not quite in the middle.
    private func slots(_ count: Int, around middle: Double, _ dice: inout Dice) -> [Double] {
        guard count > 1 else { return [middle + dice.number(-0.14...0.14)] }
        let spread = min(1, (0.5 + 0.35 * Double(count)) * room.canvas.unit / room.content.width)
        let step = spread / Double(count)
        let places = (0..<count).map { place in
            Self.middle + (Double(place) + 0.5) * step - spread / 2 + dice.number(-0.2...0.2) * step
        }
        return dice.shuffled(places)
    }
}
