/// Moves blocks out of each other's way until each can be seen.
struct Settling {
    private static let rounds = 36
    /// Rounds that may bring nothing.
    private static let patience = 14
    /// How much of what is farther away may be hidden before it is moved.
    private static let tolerated = 0.012
    /// How strongly blocks are drawn to where they were wished, in the first rounds.
    private static let pull = 0.06
    /// How much farther apart they move than they must.
    private static let eagerness = 0.62

    let room: Room
    let zoom: Double
    private(set) var blocks: [Block]

    init(_ blocks: [Block], room: Room, zoom: Double) {
        self.room = room
        self.zoom = zoom
        self.blocks = blocks
        for place in self.blocks.indices { self.blocks[place].settle(in: room, zoom: zoom) }
    }

    /// - Returns: the largest share of anything that is hidden.
    mutating func settle() -> Double {
        var (least, since) = (Double.infinity, 0)
        for round in 0..<Self.rounds {
            let worst = separate()
            since = worst < least - 0.02 ? 0 : since + 1
            least = min(least, worst)
            if worst <= Self.tolerated || since > Self.patience { break }
            let pull = round < Self.rounds / 2 ? Self.pull : 0
            for place in blocks.indices {
                let wish = blocks[place].wish
                blocks[place].x += (wish.x - blocks[place].x) * pull
                blocks[place].depth += (wish.depth - blocks[place].depth) * pull
                blocks[place].settle(in: room, zoom: zoom)
            }
        }
        return worst()
    }

    /// Moves everything sideways, as far as the picture's sides allow.
    mutating func shift(by dx: Double) {
        let room = room.content
        let most = blocks.map { room.right - $0.box.right }.min() ?? 0
        let least = blocks.map { room.left - $0.box.left }.max() ?? 0
        let bounded = min(max(dx, min(least, 0)), max(most, 0))
        for place in blocks.indices {
            blocks[place].x += bounded
            blocks[place].settle(in: self.room, zoom: zoom)
        }
    }

    func worst() -> Double {
        var worst = 0.0
        for one in blocks.indices {
            for two in blocks.indices.dropFirst(one + 1) {
                worst = max(worst, hidden(blocks[one], blocks[two]))
            }
        }
        return worst
    }

    /// How much is hidden of the one that is farther away.
    private func hidden(_ one: Block, _ two: Block) -> Double {
        guard one.box.left < two.box.right, two.box.left < one.box.right, one.box.top < two.box.bottom,
            two.box.top < one.box.bottom
        else { return 0 }
        let shared = one.shade.overlap(with: two.shade)
        guard shared > 0 else { return 0 }
        return shared / max(one.order < two.order ? one.shade.area : two.shade.area, 0.001)
    }

    private mutating func separate() -> Double {
        var worst = 0.0
        for one in blocks.indices {
            for two in blocks.indices.dropFirst(one + 1) {
                let share = hidden(blocks[one], blocks[two])
                guard share > Self.tolerated else { continue }
                worst = max(worst, share)
                part(one, two)
            }
        }
        return worst
    }

    /// Apart along the way that is shorter, mostly.
    private mutating func part(_ one: Int, _ two: Int) {
        let (first, second) = (blocks[one].box, blocks[two].box)
        let wide = min(first.right, second.right) - max(first.left, second.left)
        let high = min(first.bottom, second.bottom) - max(first.top, second.top)
        let alongX = wide * Self.eagerness * high / (wide + high)
        let alongY = high * Self.eagerness * wide / (wide + high) * 0.5
        let side = first.centre.x == second.centre.x ? -1.0 : (first.centre.x < second.centre.x ? -1 : 1)
        let (mine, theirs) = shares(one, two)
        blocks[one].x += side * alongX * mine
        blocks[two].x -= side * alongX * theirs
        let isFarther = blocks[one].order < blocks[two].order
        rise(one, by: (isFarther ? 1 : -1) * alongY * mine)
        rise(two, by: (isFarther ? -1 : 1) * alongY * theirs)
        blocks[one].settle(in: room, zoom: zoom)
        blocks[two].settle(in: room, zoom: zoom)
    }

    /// Which part of the way each goes: what is fixed stays, what is large moves less.
    private func shares(_ one: Int, _ two: Int) -> (Double, Double) {
        switch (blocks[one].wish.isFixed, blocks[two].wish.isFixed) {
        case (true, true): return (0, 0)
        case (true, false): return (0, 1)
        case (false, true): return (1, 0)
        case (false, false):
            let (first, second) = (blocks[one].box.area, blocks[two].box.area)
            let share = second / max(first + second, 1)
            return (0.2 + 0.6 * share, 0.8 - 0.6 * share)
        }
    }

    /// Up: farther away, or higher in the air.
    private mutating func rise(_ place: Int, by way: Double) {
        let block = blocks[place]
        if block.isAloft {
            let slack = room.lowest(block.stands) - room.content.top - block.box.height
            blocks[place].depth -= abs(way) * (way < 0 ? -1 : 1) / max(slack, 1)
        } else {
            blocks[place].depth -= way / max(room.canvas.height - room.horizon, 1)
        }
    }
}
