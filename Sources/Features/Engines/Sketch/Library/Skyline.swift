/// How high a drawing reaches, column by column: what stands on it must not float.
struct Skyline: Sendable {
    static let columns = 48

    /// The highest point in each column; nil where nothing is drawn.
    private var tops: [Double?]
    private let left: Double
    private let step: Double

    init(of shapes: [PosedShape], in box: SceneBox) {
        left = box.left
        step = box.width / Double(Self.columns)
        tops = Array(repeating: nil, count: Self.columns)
        for shape in shapes {
            guard case .fill = shape.role else { continue }
            for run in shape.outline.runs() {
                for (start, end) in zip(run, run.dropFirst()) { raise(from: start, to: end) }
            }
        }
    }

    private mutating func raise(from start: ScenePoint, to end: ScenePoint) {
        let (first, last) = (column(min(start.x, end.x)), column(max(start.x, end.x)))
        for column in first...last {
            let x = left + (Double(column) + 0.5) * step
            let share = min(max((x - start.x) / (end.x - start.x), 0), 1)
            let y = end.x == start.x ? min(start.y, end.y) : start.y + (end.y - start.y) * share
            tops[column] = min(tops[column] ?? y, y)
        }
    }

    private func column(_ x: Double) -> Int {
        min(max(Int((x - left) / step), 0), Self.columns - 1)
    }

    /// The highest point between two places; nil where nothing is drawn.
    func top(from: Double, to: Double) -> Double? {
        tops[column(from)...column(max(from, to))].compactMap { $0 }.min()
    }

    /// How uneven it is between two places: 0 on a table.
    func roughness(from: Double, to: Double) -> Double? {
        let heights = tops[column(from)...column(max(from, to))].compactMap { $0 }
        guard let low = heights.min(), let high = heights.max() else { return nil }
        return high - low
    }
}
