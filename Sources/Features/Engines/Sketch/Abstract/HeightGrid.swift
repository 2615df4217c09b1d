/// Heights on a grid, and the areas above any of them.
///
/// Source: W. Lorensen, H. Cline, "Marching cubes", 1987, in two dimensions.
struct HeightGrid {
    /// Lower than everything: around the edge, so that every area is closed.
    static let outside = -1_000_000.0

    private let box: SceneBox
    private let columns: Int
    private let rows: Int
    private let side: (x: Double, y: Double)
    let values: [Double]

    init(box: SceneBox, side: Double, height: (ScenePoint) -> Double) {
        self.box = box
        columns = max(4, Int(box.width / side))
        rows = max(4, Int(box.height / side))
        self.side = (box.width / Double(columns), box.height / Double(rows))
        var values: [Double] = []
        for row in 0...rows {
            for column in 0...columns {
                let isRim = row == 0 || column == 0 || row == rows || column == columns
                let place = ScenePoint(
                    x: box.left + Double(column) * self.side.x,
                    y: box.top + Double(row) * self.side.y
                )
                values.append(isRim ? Self.outside : height(place))
            }
        }
        self.values = values
    }

    /// Closed curves around everything higher than `level`; holes run the other way round.
    func areas(above level: Double) -> [Outline] {
        var next: [Edge: Edge] = [:]
        for row in 0..<rows {
            for column in 0..<columns { link(column, row, level, &next) }
        }
        var outlines: [Outline] = []
        for start in next.keys.sorted() where next[start] != nil {
            var run: [ScenePoint] = []
            var edge: Edge? = start
            while let here = edge, let follower = next.removeValue(forKey: here) {
                run.append(point(on: here, level))
                edge = follower
            }
            if run.count > 5 { outlines.append(.smooth(run)) }
        }
        return outlines
    }

    /// A side of a square: from a corner to the right, or down.
    private struct Edge: Hashable, Comparable {
        let column: Int
        let row: Int
        let isDown: Bool

        static func < (left: Edge, right: Edge) -> Bool {
            (left.row, left.column, left.isDown ? 1 : 0) < (right.row, right.column, right.isDown ? 1 : 0)
        }
    }

    private func value(_ column: Int, _ row: Int) -> Double { values[row * (columns + 1) + column] }

    /// Leads the curve through one square, the higher ground on its right.
    private func link(_ column: Int, _ row: Int, _ level: Double, _ next: inout [Edge: Edge]) {
        let top = Edge(column: column, row: row, isDown: false)
        let bottom = Edge(column: column, row: row + 1, isDown: false)
        let left = Edge(column: column, row: row, isDown: true)
        let right = Edge(column: column + 1, row: row, isDown: true)
        let corners = [
            value(column, row), value(column + 1, row), value(column + 1, row + 1), value(column, row + 1),
        ]
        let bits = corners.enumerated().reduce(0) { $1.element > level ? $0 | 1 << $1.offset : $0 }
        switch bits {
        case 1: next[left] = top
        case 2: next[top] = right
        case 3: next[left] = right
        case 4: next[right] = bottom
        case 5:
            next[left] = top
            next[right] = bottom
        case 6: next[top] = bottom
        case 7: next[left] = bottom
        case 8: next[bottom] = left
        case 9: next[bottom] = top
        case 10:
            next[top] = right
            next[bottom] = left
        case 11: next[bottom] = right
        case 12: next[right] = left
        case 13: next[right] = top
        case 14: next[top] = left
        default: break
        }
    }

    private func point(on edge: Edge, _ level: Double) -> ScenePoint {
        let start = value(edge.column, edge.row)
        let end = edge.isDown ? value(edge.column, edge.row + 1) : value(edge.column + 1, edge.row)
        let share = min(max((level - start) / (end - start), 0.02), 0.98)
        return ScenePoint(
            x: box.left + (Double(edge.column) + (edge.isDown ? 0 : share)) * side.x,
            y: box.top + (Double(edge.row) + (edge.isDown ? share : 0)) * side.y
        )
    }
}
