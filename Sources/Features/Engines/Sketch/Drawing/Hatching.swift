/// Parallel lines across a shape.
struct Hatching {
    /// From line to line.
    let spacing: Double
    /// Wider apart where there would be more.
    var mostLines = 90.0

    /// Falling to the left, within `outline` by the even-odd rule.
    func lines(in outline: Outline) -> Outline {
        // In a frame turned so that hatching lines are level: u runs along them, v across.
        let runs = outline.runs(steps: 5).map { $0.map { ScenePoint(x: $0.x - $0.y, y: $0.x + $0.y) } }
        guard let box = SceneBox(around: runs.joined()), spacing > 0 else { return Outline() }
        let step = max(spacing * 1.414, box.height / mostLines)
        var pieces: [Outline.Piece] = []
        var level = box.top + step / 2
        while level < box.bottom {
            let crossings = runs.flatMap { Self.crossings(of: $0, at: level) }.sorted()
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                let (start, end) = (crossings[pair], crossings[pair + 1])
                guard end - start > spacing * 0.6 else { continue }
                pieces.append(.move(Self.back(start, level)))
                pieces.append(.line(Self.back(end, level)))
            }
            level += step
        }
        return Outline(pieces: pieces)
    }

    private static func crossings(of run: [ScenePoint], at level: Double) -> [Double] {
        var crossings: [Double] = []
        for (start, end) in zip(run, run.dropFirst()) where (start.y <= level) != (end.y <= level) {
            crossings.append(start.x + (end.x - start.x) * (level - start.y) / (end.y - start.y))
        }
        return crossings
    }

    private static func back(_ u: Double, _ v: Double) -> ScenePoint {
        ScenePoint(x: (u + v) / 2, y: (v - u) / 2)
    }
}
