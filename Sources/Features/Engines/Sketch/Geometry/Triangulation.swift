/// Triangles between points, as even as they can be: no point lies within the circle around any of them.
///
/// Source: A. Bowyer, "Computing Dirichlet tessellations", 1981.
struct Triangulation {
    typealias Corners = (Int, Int, Int)

    /// More points are left out.
    static let mostPoints = 4_000

    let points: [ScenePoint]
    private(set) var triangles: [Corners] = []

    private struct Circle {
        let corners: Corners
        let centre: ScenePoint
        let reach: Double
    }

    /// Points are best handed over from left to right: finished triangles are then set aside.
    init(_ all: [ScenePoint]) {
        points = Array(all.prefix(Self.mostPoints))
        guard let box = SceneBox(around: points), points.count > 2 else { return }
        let order = points.indices.sorted { (points[$0].x, points[$0].y) < (points[$1].x, points[$1].y) }
        let frame = Self.frame(around: box)
        var open = [circle(points.count, points.count + 1, points.count + 2, frame)].compactMap { $0 }
        var done: [Circle] = []
        for index in order { add(index, &open, &done, frame) }
        triangles = (done + open).map(\.corners).filter { max($0.0, $0.1, $0.2) < points.count }
    }

    /// A triangle far around everything.
    private static func frame(around box: SceneBox) -> [ScenePoint] {
        let reach = max(box.width, box.height, 1) * 20
        let centre = box.centre
        return [
            ScenePoint(x: centre.x - reach, y: centre.y - reach),
            ScenePoint(x: centre.x + reach, y: centre.y - reach),
            ScenePoint(x: centre.x, y: centre.y + reach),
        ]
    }

    private func point(_ index: Int, _ frame: [ScenePoint]) -> ScenePoint {
        index < points.count ? points[index] : frame[index - points.count]
    }

    /// Takes out the triangles whose circle holds the point, and fans the hole out to it.
    private func add(_ index: Int, _ open: inout [Circle], _ done: inout [Circle], _ frame: [ScenePoint]) {
        let place = points[index]
        var rim: [Edge: Int] = [:]
        var order: [Edge] = []
        open.removeAll { circle in
            let across = place.x - circle.centre.x
            if across > 0, across * across > circle.reach {
                done.append(circle)
                return true
            }
            let way = place - circle.centre
            guard way.x * way.x + way.y * way.y < circle.reach else { return false }
            for edge in Self.edges(of: circle.corners) {
                if rim[edge] == nil { order.append(edge) }
                rim[edge, default: 0] += 1
            }
            return true
        }
        for edge in order where rim[edge] == 1 {
            if let circle = circle(edge.first, edge.second, index, frame) { open.append(circle) }
        }
    }

    private struct Edge: Hashable {
        let first: Int
        let second: Int
    }

    private static func edges(of corners: Corners) -> [Edge] {
        [(corners.0, corners.1), (corners.1, corners.2), (corners.2, corners.0)].map {
            Edge(first: min($0, $1), second: max($0, $1))
        }
    }

    /// Nil for points on one line.
    private func circle(_ a: Int, _ b: Int, _ c: Int, _ frame: [ScenePoint]) -> Circle? {
        let (p, q, r) = (point(a, frame), point(b, frame), point(c, frame))
        let (u, v) = (q - p, r - p)
        let turn = 2 * (u.x * v.y - u.y * v.x)
        guard abs(turn) > 1e-9 else { return nil }
        let (uu, vv) = (u.x * u.x + u.y * u.y, v.x * v.x + v.y * v.y)
        let way = ScenePoint(x: (v.y * uu - u.y * vv) / turn, y: (u.x * vv - v.x * uu) / turn)
        return Circle(corners: (a, b, c), centre: p + way, reach: way.x * way.x + way.y * way.y)
    }
}
