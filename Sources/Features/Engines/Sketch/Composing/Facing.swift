/// Turns who looks to a side so that they look into the picture.
struct Facing {
    /// How many pictures in one they do so in.
    private static let inwards = 0.85
    /// How many troops look the same way all.
    private static let together = 0.7
    /// From the middle, as a share of the width: who stands nearer to it looks where they like.
    private static let middle = 0.06

    let room: Room

    /// The clusters, with those that stand alone turned about where their place calls for it.
    func turned(_ clusters: [Cluster], at wishes: [Wish], _ dice: inout Dice) -> [Cluster] {
        var sides: [Int: Double] = [:]
        for role in Set(clusters.map(\.role)).sorted() {
            let places = clusters.indices.filter { clusters[$0].role == role }
            let mean = places.reduce(0) { $0 + wishes[$1].x } / Double(places.count)
            let isTogether = places.count > 1 && dice.chance(Self.together)
            if places.count == 1 || isTogether { sides[role] = side(from: mean, &dice) }
        }
        return zip(clusters, wishes).map { cluster, wish in
            let side = sides[cluster.role] ?? self.side(from: wish.x, &dice)
            guard cluster.stacks.count == 1, let looks = cluster.stacks[0].looks, looks != side else {
                return cluster
            }
            return cluster.mirrored(as: cluster)
        }
    }

    /// 1 to look to the right, -1 to the left.
    private func side(from x: Double, _ dice: inout Dice) -> Double {
        let aside = (x - room.content.centre.x) / room.content.width
        let isInwards = dice.chance(Self.inwards)
        guard abs(aside) > Self.middle, isInwards else { return dice.sign() }
        return aside < 0 ? 1 : -1
    }
}
