/// Stretches of one line, apart from each other and from left to right.
struct Stretches: Hashable {
    private(set) var parts: [ClosedRange<Double>] = []

    mutating func add(_ others: Stretches) {
        let all = (parts + others.parts).sorted { $0.lowerBound < $1.lowerBound }
        parts = []
        for part in all {
            if let last = parts.last, part.lowerBound <= last.upperBound {
                parts[parts.count - 1] = last.lowerBound...max(last.upperBound, part.upperBound)
            } else {
                parts.append(part)
            }
        }
    }

    mutating func take(_ others: Stretches) {
        for other in others.parts { parts = parts.flatMap { Self.rest(of: $0, without: other) } }
    }

    private static func rest(
        of part: ClosedRange<Double>,
        without other: ClosedRange<Double>
    ) -> [ClosedRange<Double>] {
        guard part.overlaps(other) else { return [part] }
        var rest: [ClosedRange<Double>] = []
        if part.lowerBound < other.lowerBound { rest.append(part.lowerBound...other.lowerBound) }
        if part.upperBound > other.upperBound { rest.append(other.upperBound...part.upperBound) }
        return rest
    }
}

extension Stretches {
    /// Where a level line is within runs of points, by the nonzero rule.
    init(of runs: [[ScenePoint]], at level: Double) {
        var crossings: [(x: Double, turn: Int)] = []
        for run in runs {
            for (start, end) in zip(run, run.dropFirst()) where (start.y <= level) != (end.y <= level) {
                let x = start.x + (end.x - start.x) * (level - start.y) / (end.y - start.y)
                crossings.append((x, start.y <= level ? 1 : -1))
            }
        }
        crossings.sort { $0.x < $1.x }
        var winding = 0
        for (place, crossing) in crossings.enumerated() {
            let before = winding
            winding += crossing.turn
            guard before != 0, place > 0 else { continue }
            let from = crossings[place - 1].x
            if from < crossing.x { add(from...crossing.x) }
        }
    }

    /// One more part, which does not begin before any other.
    private mutating func add(_ part: ClosedRange<Double>) {
        if let last = parts.last, part.lowerBound <= last.upperBound {
            parts[parts.count - 1] = last.lowerBound...part.upperBound
        } else {
            parts.append(part)
        }
    }
}
