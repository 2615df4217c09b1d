/// Where something can sit on a drawing.
struct Seat {
    private static let tries = 24

    private let ground: Piece
    /// Of what is to sit, where it touches.
    private let width: Double

    init(of ground: Piece, width: Double) {
        self.ground = ground
        self.width = width
    }

    /// The place for the `index`th of `count`, in the cluster's lengths.
    func spot(_ index: Int, of count: Int, _ dice: inout Dice) -> ScenePoint {
        if let seat = ground.subject.seat {
            let spread = Double(index) - Double(count - 1) / 2
            let place = ground.place(seat)
            return ScenePoint(x: place.x + spread * width * 1.6, y: place.y)
        }
        let box = ground.box
        let slot = box.width / Double(count)
        let left = box.left + slot * Double(index)
        var best: (cost: Double, spot: ScenePoint)?
        // Neighbours keep their distance.
        let free = count > 1 ? max(slot - width * 2, 0) : slot
        for nth in 0..<Self.tries {
            let x = left + (slot - free) / 2 + free * (Double(nth) + 0.5) / Double(Self.tries)
            guard let (spot, cost) = candidate(x, dice.number(0...0.02)) else { continue }
            if cost < best?.cost ?? .infinity { best = (cost, spot) }
        }
        return best?.spot ?? ScenePoint(x: box.centre.x, y: box.top)
    }

    /// High, level and near the middle is good.
    private func candidate(_ x: Double, _ noise: Double) -> (ScenePoint, Double)? {
        let (first, second) = (ground.column(x - width / 2), ground.column(x + width / 2))
        let (from, to) = (min(first, second), max(first, second))
        let box = ground.subject.viewBox
        guard from >= box.left - 2, to <= box.right + 2,
            let top = ground.subject.skyline.top(from: from, to: to),
            let rough = ground.subject.skyline.roughness(from: from, to: to)
        else { return nil }
        // A little below the highest point: feet sink into an uneven edge rather than hover over it.
        let y = top + min(rough * 0.35, box.height * 0.03)
        let spot = ScenePoint(x: x, y: ground.place(ScenePoint(x: 0, y: y)).y)
        let height = (top - box.top) / box.height
        let aside = abs(x - ground.box.centre.x) / max(ground.box.width, 0.001)
        return (spot, rough / box.height * 1.6 + height * 0.7 + aside * 0.35 + noise)
    }
}
