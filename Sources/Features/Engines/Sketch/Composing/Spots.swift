/// Spreads the members of a troop: close together, but never in rank and file.
struct Spots {
    /// Where a troop is to be.
    struct Column {
        let x: Double
        let width: Double
        let depth: Double
    }

    struct Spot {
        var x: Double
        var depth: Double
    }

    private static let candidates = 24

    let room: Room
    /// Of a member, in units at a scale of 1.
    let size: (width: Double, height: Double)
    let stands: SketchSubject.Stand

    /// Around the middle of the column.
    func spots(_ count: Int, around column: Column, _ dice: inout Dice) -> [Spot] {
        guard count > 1 else { return [Spot(x: column.x, depth: column.depth)] }
        if count < 4 { return few(count, column, &dice) }
        return isRow(count, column) ? rhythm(count, column, &dice) : scattered(count, column, &dice)
    }

    private var isAloft: Bool { stands == .sky || stands == .float }

    private var range: ClosedRange<Double> { room.depths(stands) }

    private var scale: Double { (isAloft ? 1 : room.scale(at: 0.6)) * room.canvas.unit }
    private var step: Double { size.width * scale * (isAloft ? 1.35 : 1.16) }
    /// Scene units in one of depth.
    private var depths: Double {
        isAloft ? max(1, room.lowest(.float) - room.content.top) : max(1, room.canvas.height - room.horizon)
    }

    /// Two or three: one of them a little nearer.
    private func few(_ count: Int, _ column: Column, _ dice: inout Dice) -> [Spot] {
        let slant = dice.sign() * dice.number(0.05...0.11)
        let bulge = count == 3 ? dice.sign() * dice.number(0.04...0.12) : 0
        // Now and then one keeps to itself.
        let loner = dice.chance(0.4) ? dice.sign() * dice.number(0.3...0.8) : 0
        let isColumn = room.isTall && Double(count) * step > column.width
        return (0..<count).map { nth in
            let offset = Double(nth) - Double(count - 1) / 2
            let x = column.x + offset * step * (isColumn ? 0.3 : 1) + dice.number(-0.06...0.06) * step
            let aside = offset * loner > 0 && abs(offset) == Double(count - 1) / 2 ? loner * step : 0
            let apart = isColumn ? offset * size.height * scale / depths : slant * offset
            return Spot(
                x: x + (isColumn ? 0 : aside),
                depth: column.depth + apart + (offset == 0 ? bulge : 0)
            )
        }
    }

    /// Whether all of them go side by side with room to spare.
    private func isRow(_ count: Int, _ column: Column) -> Bool {
        column.width > room.content.height * 1.6 && Double(count) * step * 1.25 < column.width
    }

    /// Along a wide picture: in groups of one to four, with pauses between.
    private func rhythm(_ count: Int, _ column: Column, _ dice: inout Dice) -> [Spot] {
        var places: [Double] = []
        var place = 0.0
        while places.count < count {
            let group = min(1 + dice.index(4), count - places.count)
            for _ in 0..<group {
                places.append(place)
                place += 1
            }
            place += dice.number(0.6...1.8)
        }
        let length = max(places.last ?? 1, 1)
        let span = min(column.width - step, length * step * 1.7)
        return places.map { place in
            let x = column.x + (place / length - 0.5) * span + dice.number(-0.05...0.05) * step
            return Spot(x: x, depth: column.depth + dice.number(-0.16...0.16))
        }
    }

    /// Each as far from the others as the best of some places is.
    private func scattered(_ count: Int, _ column: Column, _ dice: inout Dice) -> [Spot] {
        let row = size.height * scale * (isAloft ? 1.1 : 0.66)
        let area = Double(count) * step * row * 1.15
        let shape = min(max(column.width / (depths * 0.62), room.isTall ? 0.12 : 0.4), 4)
        let width = min(column.width, (area * shape).squareRoot() * 1.1)
        let span = (range.upperBound - range.lowerBound) * depths
        let height = min(span * 0.95, area / max(width, 1))
        let half = height / depths / 2
        let least = range.lowerBound + half
        let middle = min(max(column.depth, least), max(least, range.upperBound - half))
        var spots: [Spot] = []
        for _ in 0..<count {
            var best: (distance: Double, spot: Spot)?
            for _ in 0..<Self.candidates {
                let (across, down) = (dice.number(-0.5...0.5), dice.number(-0.5...0.5))
                let spot = Spot(x: column.x + across * width, depth: middle + down * height / depths)
                let distance =
                    spots.map { other in
                        let dx = (other.x - spot.x) / step
                        let dy = (other.depth - spot.depth) * depths / row
                        return dx * dx + dy * dy
                    }.min() ?? 1 - abs(across)
                if distance > best?.distance ?? -1 { best = (distance, spot) }
            }
            if let best { spots.append(best.spot) }
        }
        return spots
    }
}
