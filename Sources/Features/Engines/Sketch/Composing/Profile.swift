/// How far a group of drawings reaches to either side, row by row.
struct Profile {
    static let rows = 24

    let box: SceneBox
    /// In the group's own lengths; the lower end is above the upper where nothing is.
    private var lefts: [Double]
    private var rights: [Double]
    private let step: Double
    private(set) var area = 0.0

    init(of pieces: [Piece], in box: SceneBox) {
        self.box = box
        step = max(box.height / Double(Self.rows), 0.000_001)
        lefts = Array(repeating: .infinity, count: Self.rows)
        rights = Array(repeating: -.infinity, count: Self.rows)
        for row in 0..<Self.rows {
            let y = box.top + (Double(row) + 0.5) * step
            for piece in pieces {
                guard let span = piece.span(at: y) else { continue }
                lefts[row] = min(lefts[row], span.lowerBound)
                rights[row] = max(rights[row], span.upperBound)
            }
            area += max(0, rights[row] - lefts[row]) * step
        }
    }

    /// From where to where it reaches at a height; empty (left above right) where nothing is.
    func span(at y: Double) -> (left: Double, right: Double) {
        let row = min(max(Int((y - box.top) / step), 0), Self.rows - 1)
        return (lefts[row], rights[row])
    }
}

/// A profile in its place.
struct Shade {
    private static let lines = 10

    let profile: Profile
    var origin = ScenePoint.zero
    var scale = 1.0

    var box: SceneBox { profile.box.scaled(by: scale).moved(byX: origin.x, y: origin.y) }
    var area: Double { profile.area * scale * scale }

    /// How much of both is the same place.
    func overlap(with other: Shade) -> Double {
        let (one, two) = (box, other.box)
        guard one.left < two.right, two.left < one.right else { return 0 }
        let (top, bottom) = (max(one.top, two.top), min(one.bottom, two.bottom))
        guard top < bottom else { return 0 }
        let step = (bottom - top) / Double(Self.lines)
        var area = 0.0
        for line in 0..<Self.lines {
            let y = top + (Double(line) + 0.5) * step
            let (mine, others) = (span(at: y), other.span(at: y))
            let width = min(mine.right, others.right) - max(mine.left, others.left)
            if width > 0 { area += width * step }
        }
        return area
    }

    private func span(at y: Double) -> (left: Double, right: Double) {
        let (left, right) = profile.span(at: (y - origin.y) / scale)
        return (origin.x + left * scale, origin.x + right * scale)
    }
}
