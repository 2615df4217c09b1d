/// How far a drawing reaches to the left and to the right, row by row: by it one tells how much of what is behind is hidden.
struct Silhouette: Sendable {
    static let rows = 32

    private var lefts: [Double]
    private var rights: [Double]
    private let top: Double
    private let step: Double

    init(of shapes: [PosedShape], in box: SceneBox) {
        top = box.top
        step = max(box.height / Double(Self.rows), 0.001)
        lefts = Array(repeating: .infinity, count: Self.rows)
        rights = Array(repeating: -.infinity, count: Self.rows)
        for shape in shapes {
            guard case .fill = shape.role else { continue }
            for run in shape.outline.runs() {
                for (start, end) in zip(run, run.dropFirst()) { widen(from: start, to: end) }
            }
        }
    }

    private mutating func widen(from start: ScenePoint, to end: ScenePoint) {
        let (upper, lower) = start.y < end.y ? (start, end) : (end, start)
        let rise = lower.y - upper.y
        for row in row(upper.y)...row(lower.y) {
            let (from, to) = (top + Double(row) * step, top + Double(row + 1) * step)
            let first = rise > 0 ? min(max((from - upper.y) / rise, 0), 1) : 0
            let last = rise > 0 ? min(max((to - upper.y) / rise, 0), 1) : 1
            let (one, two) = (
                upper.x + (lower.x - upper.x) * first, upper.x + (lower.x - upper.x) * last
            )
            lefts[row] = min(lefts[row], one, two)
            rights[row] = max(rights[row], one, two)
        }
    }

    private func row(_ y: Double) -> Int {
        min(max(Int((y - top) / step), 0), Self.rows - 1)
    }

    /// From where to where the drawing reaches at a height of the view box; nil where it has nothing.
    func span(at y: Double) -> ClosedRange<Double>? {
        let place = (y - top) / step
        guard place >= 0, place < Double(Self.rows) else { return nil }
        let row = Int(place)
        return lefts[row] <= rights[row] ? lefts[row]...rights[row] : nil
    }
}
