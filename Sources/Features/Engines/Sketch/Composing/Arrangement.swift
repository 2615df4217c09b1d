/// Sets out the copies of one thing: side by side, in rows, or loosely in the air.
struct Arrangement {
    /// How much flatter than the room a crowd on the ground is.
    private static let flatness = 1.9

    let role: Cast.Role
    let index: Int
    /// Width by height of the room there is.
    let aspect: Double
    /// Left free in the middle, for what stands between the copies.
    let gap: Double

    func cluster(_ dice: inout Dice) -> Cluster {
        let sample = piece(0, at: .zero)
        let box = sample.box
        let places = role.isAloft ? aloft(box, &dice) : grounded(box, &dice)
        var pieces = places.enumerated().map { copy, place in
            var piece = piece(copy, at: place.foot)
            piece.height *= place.scale
            piece.isFlipped = role.subject.mirror && dice.chance(0.5)
            piece.order = role.isAloft ? 0 : place.foot.y
            return piece
        }
        pieces.sort { $0.order < $1.order }
        return Cluster(pieces: pieces, stands: role.stands)
    }

    private func piece(_ copy: Int, at foot: ScenePoint) -> Piece {
        Piece(
            subject: role.subject,
            role: index,
            copy: copy,
            foot: foot,
            height: role.subject.height * role.size,
            order: 0
        )
    }

    private typealias Place = (foot: ScenePoint, scale: Double)

    /// Rows, the farther ones smaller and half a step aside, none quite straight.
    private func grounded(_ box: SceneBox, _ dice: inout Dice) -> [Place] {
        guard role.count > 1 else { return [(.zero, 1)] }
        if gap > 0 { return apart(box, &dice) }
        let step = box.width * 1.06
        let depth = aspect < 0.7 ? min(box.height * 0.5, 0.24) : max(0.07, min(box.height * 0.34, 0.16))
        let columns = columns(step, depth, box.height)
        let rows = (role.count + columns - 1) / columns
        var places: [Place] = []
        for row in 0..<rows {
            let first = row * columns
            let inRow = min(columns, role.count - first)
            let scale = 1 - 0.1 * Double(row)
            for column in 0..<inRow {
                let offset = Double(column) - Double(inRow - 1) / 2 + (row.isMultiple(of: 2) ? 0 : 0.5)
                let x = offset * step * scale + dice.number(-0.1...0.1) * box.width
                let y = -Double(row) * depth + dice.number(-0.2...0.2) * depth
                places.append((ScenePoint(x: x, y: y), scale * dice.number(0.93...1.05)))
            }
        }
        return places
    }

    /// How many stand in a row, so that the whole has about the shape of the room; up to three stand in one.
    private func columns(_ step: Double, _ depth: Double, _ height: Double) -> Int {
        if role.stands == .water, role.count > 3 { return (role.count + 1) / 2 }
        guard role.count > 3 else { return aspect > 0.6 ? role.count : 1 }
        let wished = min(max(aspect * Self.flatness, 1.3), 7)
        let shapes = (1...role.count).map { columns in
            let rows = (role.count + columns - 1) / columns
            return Double(columns) * step / (height + Double(rows - 1) * depth)
        }
        let best = shapes.indices.min { abs(shapes[$0] - wished) < abs(shapes[$1] - wished) }
        return (best ?? 0) + 1
    }

    private func apart(_ box: SceneBox, _ dice: inout Dice) -> [Place] {
        let onLeft = (role.count + 1) / 2
        return (0..<role.count).map { copy in
            let isLeft = copy < onLeft
            let nth = Double(isLeft ? copy : copy - onLeft)
            let distance = gap / 2 + box.width * (0.5 + nth * 0.9)
            let y = -0.05 * nth + dice.number(-0.01...0.01)
            return (ScenePoint(x: isLeft ? -distance : distance, y: y), 1 - 0.08 * nth)
        }
    }

    /// So many side by side that the swarm has the shape of the room it is in.
    private func columns(_ step: Double, _ gap: Double) -> Int {
        guard role.count > 3 else { return aspect > 0.6 ? role.count : 1 }
        let even = (Double(role.count) * aspect * 1.7 * gap / step).squareRoot().rounded()
        return min(role.count, max(1, Int(even)))
    }

    /// A loose, slanting swarm.
    private func aloft(_ box: SceneBox, _ dice: inout Dice) -> [Place] {
        guard role.count > 1 else { return [(.zero, 1)] }
        let step = box.width * 1.3
        let columns = columns(step, box.height * 1.15)
        let slant = dice.number(0.15...0.4) * dice.sign()
        return (0..<role.count).map { copy in
            let (row, column) = (copy / columns, copy % columns)
            let inRow = min(columns, role.count - row * columns)
            let offset = Double(column) - Double(inRow - 1) / 2 + (row.isMultiple(of: 2) ? 0 : 0.35)
            let x = (offset + dice.number(-0.13...0.13)) * step
            let y =
                Double(row) * box.height * 1.15 + (offset * slant + dice.number(-0.15...0.15)) * box.height
            return (ScenePoint(x: x, y: y), dice.number(0.78...1.12))
        }
    }
}
