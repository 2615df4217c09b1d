/// Sets clusters out around the middle of the picture: one in it, the others in pairs that mirror each other.
struct Mirroring {
    private static let gap = 0.04
    /// Shares of the depths that there are.
    private static let depth = 0.66
    /// How much farther back each pair stands than the one before.
    private static let retreat = 0.05
    private static let row = 0.24
    private static let height = 0.28

    let room: Room
    let zoom: Double
    let clusters: [Cluster]

    /// Two that stand opposite each other, or one in the middle.
    struct Pair {
        let left: Int
        var right: Int?
    }

    /// The same clusters, those on the right as in a mirror.
    static func turned(_ clusters: [Cluster]) -> [Cluster] {
        var turned = clusters
        for pair in pairs(of: clusters) {
            guard let right = pair.right, clusters[pair.left].role == clusters[right].role else { continue }
            turned[right] = clusters[pair.left].mirrored(as: clusters[right])
        }
        return turned
    }

    /// Copies go with copies; what is left over on the ground or in the air goes to the middle, or with another.
    static func pairs(of clusters: [Cluster]) -> [Pair] {
        [false, true].flatMap { isAloft in
            pairs(clusters.indices.filter { clusters[$0].isAloft == isAloft }, of: clusters)
        }
    }

    private static func pairs(_ places: [Int], of clusters: [Cluster]) -> [Pair] {
        var open: [Int] = []
        var pairs: [Pair] = []
        for place in places {
            if let last = open.last, clusters[last].role == clusters[place].role {
                pairs.append(Pair(left: last, right: place))
                open.removeLast()
            } else {
                open.append(place)
            }
        }
        let middle = open.count.isMultiple(of: 2) ? nil : open.removeFirst()
        for place in stride(from: 0, to: open.count - 1, by: 2) {
            pairs.append(Pair(left: open[place], right: open[place + 1]))
        }
        return (middle.map { [Pair(left: $0)] } ?? []) + pairs.sorted { $0.left < $1.left }
    }

    func wishes() -> [Wish] {
        var wishes = clusters.map { _ in Wish(x: room.content.centre.x, depth: Self.depth, isFixed: true) }
        let pairs = Self.pairs(of: clusters)
        place(pairs.filter { !clusters[$0.left].isAloft }, &wishes)
        place(pairs.filter { clusters[$0.left].isAloft }, &wishes)
        return wishes
    }

    /// From the middle outwards; what finds no room at the sides begins a row behind.
    private func place(_ pairs: [Pair], _ wishes: inout [Wish]) {
        var (reach, nth, row) = (0.0, 0.0, 0.0)
        for pair in pairs {
            let isAloft = clusters[pair.left].isAloft
            var depth = depth(of: pair, row, nth)
            let size = zoom * room.canvas.unit * (isAloft ? 1 : room.scale(at: depth))
            let gap = Self.gap * room.canvas.unit
            guard let right = pair.right else {
                let box = clusters[pair.left].box
                wishes[pair.left].x -= box.centre.x * size
                wishes[pair.left].depth = depth
                reach = box.width / 2 * size + gap
                continue
            }
            let width = max(clusters[pair.left].box.width, clusters[right].box.width) * size
            if reach + width > room.content.width / 2, reach > gap {
                (reach, nth, row) = (gap / 2, 0, row + 1)
                depth = self.depth(of: pair, row, 0)
            }
            let distance = reach + width / 2
            for (place, side) in [(pair.left, -1.0), (right, 1.0)] {
                wishes[place].x += side * distance - clusters[place].box.centre.x * size
                wishes[place].depth = depth
            }
            reach += width + gap
            nth += 1
        }
    }

    private func depth(of pair: Pair, _ row: Double, _ nth: Double) -> Double {
        let cluster = clusters[pair.left]
        if cluster.isAloft { return min(Self.height + 0.3 * row, 1) }
        let range = room.depths(cluster.stands)
        let share = max(Self.depth - Self.row * row - Self.retreat * nth, 0)
        return range.lowerBound + (range.upperBound - range.lowerBound) * share
    }
}
