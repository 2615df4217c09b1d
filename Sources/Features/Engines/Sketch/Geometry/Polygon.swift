/// A closed run of straight edges.
struct Polygon: Hashable, Sendable {
    let corners: [ScenePoint]

    init(_ corners: [ScenePoint]) {
        self.corners = corners.last == corners.first ? corners.dropLast() : corners
    }

    var bounds: SceneBox? { SceneBox(around: corners) }

    var outline: Outline { .polygon(corners) }

    var centre: ScenePoint { corners.reduce(.zero, +) * (1 / Double(max(corners.count, 1))) }

    /// By the even-odd rule.
    func contains(_ point: ScenePoint) -> Bool {
        var isInside = false
        for (start, end) in edges where (start.y <= point.y) != (end.y <= point.y) {
            let x = start.x + (end.x - start.x) * (point.y - start.y) / (end.y - start.y)
            if x > point.x { isInside.toggle() }
        }
        return isInside
    }

    /// From the nearest edge.
    func distance(to point: ScenePoint) -> Double {
        edges.map { Self.distance(of: point, from: $0.0, to: $0.1) }.min() ?? 0
    }

    var edges: [(ScenePoint, ScenePoint)] {
        Array(zip(corners, corners.dropFirst() + corners.prefix(1)))
    }

    /// No edge longer than `length`.
    func divided(atMost length: Double) -> Polygon {
        Polygon(
            edges.flatMap { start, end -> [ScenePoint] in
                let count = max(1, Int(((end - start).length / length).rounded(.up)))
                return (0..<count).map { start + (end - start) * (Double($0) / Double(count)) }
            }
        )
    }

    private static func distance(of point: ScenePoint, from start: ScenePoint, to end: ScenePoint) -> Double {
        let way = end - start
        let length = way.x * way.x + way.y * way.y
        guard length > 0 else { return (point - start).length }
        let along = ((point.x - start.x) * way.x + (point.y - start.y) * way.y) / length
        return (point - (start + way * min(max(along, 0), 1))).length
    }
}

extension Polygon {
    /// A run of points with fewer corners, none of the points farther than `slack` from it.
    ///
    /// Source: D. Douglas, T. Peucker, "Algorithms for the reduction of the number of points", 1973.
    static func simplified(_ run: [ScenePoint], slack: Double) -> [ScenePoint] {
        guard run.count > 2, let first = run.first, let last = run.last else { return run }
        var kept = [true] + Array(repeating: false, count: run.count - 2) + [true]
        // A closed run is halved at the point that is farthest from its start.
        var spans = [(0, run.count - 1)]
        if (first - last).length < slack {
            let far = run.indices.max { (run[$0] - first).length < (run[$1] - first).length } ?? 0
            kept[far] = true
            spans = [(0, far), (far, run.count - 1)]
        }
        while let (start, end) = spans.popLast() {
            guard end - start > 1 else { continue }
            let distances = (start + 1..<end).map { distance(of: run[$0], from: run[start], to: run[end]) }
            guard let most = distances.indices.max(by: { distances[$0] < distances[$1] }),
                distances[most] > slack
            else { continue }
            kept[start + 1 + most] = true
            spans += [(start, start + 1 + most), (start + 1 + most, end)]
        }
        return zip(run, kept).filter(\.1).map(\.0)
    }
}
