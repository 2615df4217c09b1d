/// Brings the first thing so near that it fills the picture; everything else stands far behind it.
struct CloseUp {
    /// Of the picture's short side.
    private static let share = 0.75
    private static let behind = 0.8
    /// More than so many are a crowd, which is only shown larger.
    private static let mostInFront = 3
    private static let crowd = 1.3

    let room: Room
    let zoom: Double
    /// The zoom that was tried first: from try to try the first thing gives way, but less than what is behind.
    let first: Double
    let clusters: [Cluster]

    func apply(to wishes: inout [Wish], _ dice: inout Dice) {
        guard let first = clusters.first else { return }
        let members = clusters.indices.filter { clusters[$0].role == first.role }
        var side = dice.sign()
        for place in clusters.indices {
            if members.contains(place), members.count > Self.mostInFront {
                wishes[place].boost = Self.crowd
            } else if members.contains(place) {
                bring(place, of: members, &wishes, &dice)
            } else {
                let range = room.depths(clusters[place].stands)
                let span = range.upperBound - range.lowerBound
                wishes[place].boost = Self.behind
                if !clusters[place].isAloft {
                    wishes[place].depth = range.lowerBound + span * dice.number(0...0.25)
                }
                wishes[place].x = room.content.centre.x + side * room.content.width * dice.number(0.3...0.42)
                side = -side
            }
        }
    }

    private func bring(_ place: Int, of members: [Int], _ wishes: inout [Wish], _ dice: inout Dice) {
        let cluster = clusters[place]
        let box = cluster.stacks[0].thing.box
        let count = Double(members.count)
        let isSingle = members.count == 1
        let width = room.content.width * 0.94 / count / max(box.width, 0.001)
        let short = min(room.canvas.width, room.canvas.height)
        let shrunk = isSingle ? (zoom / first).squareRoot().squareRoot() : zoom / first
        let size = min(Self.share * short / max(box.width, box.height), width) * shrunk
        let depth = cluster.isAloft ? 0.5 : room.depths(cluster.stands).upperBound
        let scale = cluster.isAloft ? 1 : room.scale(at: depth)
        let nth = Double(members.firstIndex(of: place) ?? 0) - (count - 1) / 2
        wishes[place] = Wish(
            x: room.content.centre.x + nth * size * box.width - cluster.box.centre.x * size
                + (isSingle ? dice.number(-0.05...0.05) * room.content.width : 0),
            depth: depth - (isSingle ? 0 : dice.number(0...0.12)),
            boost: size / (zoom * room.canvas.unit * scale),
            isFixed: isSingle
        )
    }
}
