/// The geometry of one shape: straight and curved pieces.
struct Outline: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case move(ScenePoint)
        case line(ScenePoint)
        case quad(ScenePoint, ScenePoint)
        case cubic(ScenePoint, ScenePoint, ScenePoint)
        case close
    }

    var pieces: [Piece] = []

    func mapped(_ change: Affine) -> Outline {
        guard change != .identity else { return self }
        return Outline(pieces: pieces.map { $0.mapped(change) })
    }

    /// The outline as runs of points close enough to the curve for measuring, hatching and brushing.
    func runs(steps: Int = 6) -> [[ScenePoint]] {
        var runs: [[ScenePoint]] = []
        var run: [ScenePoint] = []
        for piece in pieces {
            let last = run.last ?? .zero
            switch piece {
            case .move(let point):
                if run.count > 1 { runs.append(run) }
                run = [point]
            case .line(let point):
                run.append(point)
            case .quad(let control, let end):
                run.append(contentsOf: Self.quad(last, control, end, steps: steps))
            case .cubic(let first, let second, let end):
                run.append(contentsOf: Self.cubic(last, first, second, end, steps: steps))
            case .close:
                if let start = run.first, start != last { run.append(start) }
            }
        }
        if run.count > 1 { runs.append(run) }
        return runs
    }

    var bounds: SceneBox? { SceneBox(around: runs(steps: 5).joined()) }

    private static func quad(
        _ start: ScenePoint,
        _ control: ScenePoint,
        _ end: ScenePoint,
        steps: Int
    ) -> [ScenePoint] {
        (1...steps).map { step in
            let t = Double(step) / Double(steps)
            let s = 1 - t
            return start * (s * s) + control * (2 * s * t) + end * (t * t)
        }
    }

    private static func cubic(
        _ start: ScenePoint,
        _ first: ScenePoint,
        _ second: ScenePoint,
        _ end: ScenePoint,
        steps: Int
    ) -> [ScenePoint] {
        (1...steps).map { step in
            let t = Double(step) / Double(steps)
            let s = 1 - t
            let near = start * (s * s * s) + first * (3 * s * s * t)
            return near + second * (3 * s * t * t) + end * (t * t * t)
        }
    }
}

extension Outline.Piece {
    fileprivate func mapped(_ change: Affine) -> Outline.Piece {
        switch self {
        case .move(let point): .move(change(point))
        case .line(let point): .line(change(point))
        case .quad(let control, let end): .quad(change(control), change(end))
        case .cubic(let first, let second, let end): .cubic(change(first), change(second), change(end))
        case .close: .close
        }
    }
}
