/// How evenly the weight of a picture is spread from left to right.
struct Balance {
    /// How far from the middle the weight may be, as a share of the width, before everything is moved.
    private static let free = 0.05

    let blocks: [Block]
    let room: Room

    /// Where the weight is, from -0.5 to 0.5 of the width.
    private var lean: Double {
        let weights = blocks.map { $0.shade.area * ($0.isAloft ? 0.6 : 1) }
        let total = max(weights.reduce(0, +), 1)
        let middle = room.canvas.width / 2
        let moment = zip(blocks, weights).reduce(0) { $0 + ($1.0.box.centre.x - middle) * $1.1 }
        return moment / total / room.canvas.width
    }

    /// How far to move everything; one alone may stand where it wants.
    var shift: Double {
        guard blocks.count > 1, abs(lean) > Self.free else { return 0 }
        return -(lean - (lean < 0 ? -Self.free : Self.free)) * room.canvas.width * 0.7
    }

    /// 0 when even.
    var cost: Double { blocks.count > 1 ? max(0, abs(lean) - Self.free) * 2 : 0 }
}
