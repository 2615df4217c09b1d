/// Tries places for each cluster, the largest first, and takes the best.
struct Placement {
    private static let candidates = 56
    /// Painted before what stands on the ground, the sky's own things first.
    private static let sky = -2_000.0
    private static let air = -1_000.0

    let room: Room
    var dice: Dice
    private var taken: [Cluster] = []

    init(room: Room, dice: Dice) {
        self.room = room
        self.dice = dice
    }

    mutating func place(_ clusters: [Cluster], zoom: Double) -> [Layout.PlacedCluster] {
        taken = []
        let wishes = Wishes(room: room).wishes(for: clusters, &dice)
        let order = clusters.indices.sorted { clusters[$0].box.area > clusters[$1].box.area }
        var placed: [Layout.PlacedCluster] = []
        for index in order {
            let found = place(clusters[index], near: wishes[index], zoom: zoom)
            taken.append(found.cluster)
            placed.append(found)
        }
        return placed
    }

    private mutating func place(_ cluster: Cluster, near wish: Wish, zoom: Double) -> Layout.PlacedCluster {
        var best: (cost: Double, placed: Layout.PlacedCluster)?
        for _ in 0..<Self.candidates {
            let placed = cluster.isAloft ? aloft(cluster, wish, zoom) : standing(cluster, wish, zoom)
            let box = placed.cluster.box
            let across = abs(box.centre.x - room.content.left - wish.across * room.content.width)
            let depth = cluster.isAloft ? height(of: box) : room.depth(at: placed.order)
            var cost = across / room.canvas.unit * 0.5 + abs(depth - wish.depth) * 0.6
            cost += crowding(placed.cluster) * 7 + outside(box) * 30
            if cost < best?.cost ?? .infinity { best = (cost, placed) }
        }
        return best?.placed ?? standing(cluster, wish, zoom)
    }

    /// Somewhere on the ground or the water.
    private mutating func standing(_ cluster: Cluster, _ wish: Wish, _ zoom: Double) -> Layout.PlacedCluster {
        let range = cluster.stands == .water ? room.water : room.ground
        let wished = min(max(wish.depth + dice.number(-0.3...0.3), range.lowerBound), range.upperBound)
        var cluster = cluster
        cluster.scale(by: zoom * room.canvas.unit)
        let depth = deepEnough(wished, cluster, range)
        let farthest = room.y(at: range.lowerBound) - room.y(at: depth)
        cluster.scale(by: fitting(cluster, room.scale(at: depth), footAt: room.y(at: depth), farthest))
        let box = cluster.box
        let reach = dice.number(-0.5...0.5) * min(room.content.width, room.canvas.unit * 1.3)
        let x = room.content.left + wish.across * room.content.width + reach - box.centre.x
        let y = min(room.y(at: depth), room.content.bottom - box.bottom)
        cluster.move(byX: within(x, box), y: y)
        return Layout.PlacedCluster(cluster: cluster, order: y)
    }

    /// Near enough that its top stays in the picture, and its farthest row on the ground.
    private func deepEnough(_ depth: Double, _ cluster: Cluster, _ range: ClosedRange<Double>) -> Double {
        let scale = room.scale(at: depth)
        let forTop = room.depth(at: room.content.top - cluster.box.top * scale)
        let forRows = room.depth(at: room.y(at: range.lowerBound) - cluster.farthestFoot * scale)
        return min(max(depth, forTop, forRows), range.upperBound)
    }

    /// Somewhere in the air.
    private mutating func aloft(_ cluster: Cluster, _ wish: Wish, _ zoom: Double) -> Layout.PlacedCluster {
        var cluster = cluster
        cluster.scale(by: zoom * room.canvas.unit)
        let top = room.content.top
        let bottom = lowestAloft(cluster.stands)
        let fits = min(1, room.content.width * 0.92 / cluster.box.width, (bottom - top) / cluster.box.height)
        cluster.scale(by: max(0.2, fits))
        let box = cluster.box
        let slack = max(0, bottom - top - box.height)
        let share = min(max(wish.depth + dice.number(-0.35...0.35), 0), 1)
        let reach = dice.number(-0.6...0.6) * min(room.content.width, room.canvas.unit * 1.3)
        let x = room.content.left + wish.across * room.content.width + reach - box.centre.x
        cluster.move(byX: within(x, box), y: top + slack * share - box.top)
        return Layout.PlacedCluster(cluster: cluster, order: cluster.stands == .sky ? Self.sky : Self.air)
    }

    private func lowestAloft(_ stands: SketchSubject.Stand) -> Double {
        let sky = room.horizon - room.content.top
        let share = stands == .sky ? 0.86 : 1.1
        return min(
            max(room.content.top + sky * share, room.content.top + room.canvas.unit * 0.3),
            room.content.bottom
        )
    }

    private func height(of box: SceneBox) -> Double {
        let slack = max(1, room.horizon - room.content.top - box.height)
        return min(max((box.top - room.content.top) / slack, 0), 1)
    }

    /// The scale, or as much of it as there is room for above the foot, from side to side, and behind: `farthest`,
    /// below 0, is how far back others of it may still stand.
    private func fitting(
        _ cluster: Cluster,
        _ scale: Double,
        footAt y: Double,
        _ farthest: Double
    ) -> Double {
        let box = cluster.box
        let above = (y - room.content.top) / max(1, -box.top)
        let wide = room.content.width * 0.96 / box.width
        let back = min(farthest, -1) / min(cluster.farthestFoot, -1)
        return max(0.05, min(scale, above, wide, max(back, scale * 0.4)))
    }

    /// Moves by `dx`, or as far as the picture's sides allow.
    private func within(_ dx: Double, _ box: SceneBox) -> Double {
        let (least, most) = (room.content.left - box.left, room.content.right - box.right)
        return least > most ? (least + most) / 2 : min(max(dx, least), most)
    }

    private func crowding(_ cluster: Cluster) -> Double {
        taken.reduce(0) { $0 + Self.overlap(of: $1, cluster) }
    }

    private func outside(_ box: SceneBox) -> Double {
        1 - room.content.overlap(with: box) / max(box.area, 1)
    }

    /// The share of the smaller cluster that shares its place with the other; outlines are not rectangles, so a
    /// little of every box does not count.
    static func overlap(of first: Cluster, _ second: Cluster) -> Double {
        let (one, two) = (core(first.box), core(second.box))
        return one.overlap(with: two) / max(1, min(one.area, two.area))
    }

    private static func core(_ box: SceneBox) -> SceneBox {
        box.inset(byX: box.width * 0.07, y: box.height * 0.05)
    }
}
