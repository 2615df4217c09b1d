/// One plan of a picture, carried out smaller and smaller until everything can be seen.
struct Attempt {
    private static let tries = 16
    /// Each try is so much smaller than the one before: the more is hidden, the more.
    private static let shrinking = (little: 0.91, much: 0.8)
    private static let much = 0.3
    /// How much of anything may be hidden by something else that merely stands about: among few, and among many.
    private static let acceptable = (few: 0.04, many: 0.1)
    private static let few = 8

    /// How far it is from a good picture.
    let cost: Double
    private let clusters: [Cluster]
    private let blocks: [Block]

    init(_ built: [Cluster], in room: Room, dice: Dice) {
        var dice = dice
        let first = Zoom(room: room).zoom(for: built, &dice)
        let planning = dice
        let isSymmetrical = room.framing.contains(.symmetrical)
        let wishes = Self.wishes(for: built, in: room, zoom: first, of: first, planning)
        let clusters = isSymmetrical ? built : Facing(room: room).turned(built, at: wishes, &dice)
        let profiles = clusters.map(\.profile)

        self.clusters = clusters
        let acceptable =
            isSymmetrical || built.count <= Self.few ? Self.acceptable.few : Self.acceptable.many
        var zoom = first
        var best: (worst: Double, settling: Settling)?
        for _ in 0..<Self.tries {
            let wishes = Self.wishes(for: clusters, in: room, zoom: zoom, of: first, planning)
            let blocks = clusters.indices.map { Block(clusters[$0], profiles[$0], wishes[$0]) }
            var settling = Settling(blocks, room: room, zoom: zoom)
            let worst = settling.settle()
            if worst < (best?.worst ?? .infinity) - 0.01 { best = (worst, settling) }
            if worst <= acceptable { break }
            zoom *= worst > Self.much ? Self.shrinking.much : Self.shrinking.little
        }
        guard var settling = best?.settling else {
            (cost, blocks) = (.infinity, [])
            return
        }
        let balance = Balance(blocks: settling.blocks, room: room)
        if !isSymmetrical { settling.shift(by: balance.shift) }
        blocks = settling.blocks
        cost = (best?.worst ?? 1) * 3 + (first / zoom - 1) + balance.cost
    }

    /// The clusters in their places, in scene units.
    func placed(in room: Room) -> [Cluster] {
        zip(clusters, blocks).map { cluster, block in
            var cluster = cluster
            cluster.scale(by: block.scale)
            cluster.move(byX: block.x, y: block.y)
            let others = blocks.filter { $0.isAloft }.map(\.box)
            cluster.raiseOrbs(in: room, besides: others)
            return cluster
        }
    }

    /// The same dice for every try, so that a smaller picture is the same picture.
    private static func wishes(
        for clusters: [Cluster],
        in room: Room,
        zoom: Double,
        of first: Double,
        _ planning: Dice
    ) -> [Wish] {
        if room.framing.contains(.symmetrical) {
            return Mirroring(room: room, zoom: zoom, clusters: clusters).wishes()
        }
        var plan = Plan(room: room, zoom: zoom, clusters: clusters, dice: planning)
        var wishes = plan.wishes()
        guard room.framing.contains(.closeUp) else { return wishes }
        var dice = planning
        CloseUp(room: room, zoom: zoom, first: first, clusters: clusters).apply(to: &wishes, &dice)
        return wishes
    }
}
