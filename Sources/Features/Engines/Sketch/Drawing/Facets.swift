/// A polygon cut into triangles, each as light as the way it faces makes it.
struct Facets {
    struct Facet {
        let corners: [ScenePoint]
        /// From -1, turned away from the light, to 1.
        let light: Double
    }

    /// Where light comes from: the upper left, and from before the picture.
    private static let sun = (x: -0.48, y: -0.62, z: 0.62)
    /// How far the light of neighbours differs at random.
    private static let unrest = 0.2

    let facets: [Facet]

    /// A body that swells from its outline towards the middle.
    init(of polygon: Polygon, size: Double, _ dice: inout Dice) {
        let rim = polygon.divided(atMost: size * 1.5)
        guard let box = polygon.bounds, rim.corners.count > 2 else {
            facets = []
            return
        }
        let inner = Self.strewn(in: box, every: size, &dice).filter {
            polygon.contains($0) && polygon.distance(to: $0) > size * 0.42
        }
        let top = max(inner.map(polygon.distance).max() ?? size, size * 0.5)
        let heights =
            rim.corners.map { _ in 0.0 }
            + inner.map { place in
                let share = min(polygon.distance(to: place) / top, 1)
                return (1 - (1 - share) * (1 - share)) * top * 0.75 + dice.number(-0.12...0.12) * size
            }
        facets = Self.cut(rim.corners + inner, heights, &dice).filter { facet in
            Self.lies(facet, in: polygon)
        }
    }

    /// Ground: uneven all over, finer far away.
    ///
    /// `edge` runs from left to right, `size` is by how far down a place is.
    init(below edge: [ScenePoint], in box: SceneBox, size: (Double) -> Double, _ dice: inout Dice) {
        let corners = [ScenePoint(x: box.right, y: box.bottom), ScenePoint(x: box.left, y: box.bottom)]
        let ground = Polygon(edge + corners)
        let rim = ground.divided(atMost: size(box.top) * 1.3)
        var points: [ScenePoint] = []
        var y = box.top
        while y < box.bottom {
            let step = size(y)
            let row = SceneBox(left: box.left, top: y, right: box.right, bottom: y + step * 0.8)
            points += Self.strewn(in: row, every: step, &dice)
            y += step * 0.87
        }
        // Too near to the rim they would make slivers.
        let inner = points.filter { ground.contains($0) && rim.distance(to: $0) > size($0.y) * 0.4 }
        let heights = (rim.corners + inner).map { dice.number(-0.26...0.26) * size($0.y) }
        facets = Self.cut(rim.corners + inner, heights, &dice).filter { Self.lies($0, in: ground) }
    }

    /// From one point to all corners: for what is too small for more.
    init(fanOf polygon: Polygon, _ dice: inout Dice) {
        let middle = polygon.centre
        facets = polygon.edges.map { start, end in
            let out = (start + end) * 0.5 - middle
            let length = max(out.length, 0.001)
            let facing = (out.x * Self.sun.x + out.y * Self.sun.y) / length
            return Facet(corners: [start, end, middle], light: facing * 0.8 + dice.number(-0.1...0.1))
        }
    }

    /// Rows of places, each a little off its own.
    private static func strewn(in box: SceneBox, every step: Double, _ dice: inout Dice) -> [ScenePoint] {
        var points: [ScenePoint] = []
        var (y, isOdd) = (box.top + step * 0.4, false)
        while y < box.bottom, points.count < Triangulation.mostPoints {
            var x = box.left + (isOdd ? step * 0.75 : step * 0.25)
            while x < box.right {
                let off = ScenePoint(x: dice.number(-0.3...0.3) * step, y: dice.number(-0.3...0.3) * step)
                points.append(ScenePoint(x: x, y: y) + off)
                x += step
            }
            y += step * 0.87
            isOdd.toggle()
        }
        return points
    }

    private static func cut(_ points: [ScenePoint], _ heights: [Double], _ dice: inout Dice) -> [Facet] {
        let mesh = Triangulation(points)
        return mesh.triangles.map { a, b, c in
            let (p, q, r) = (points[a], points[b], points[c])
            let (u, v) = (q - p, r - p)
            let (du, dv) = (heights[b] - heights[a], heights[c] - heights[a])
            // Of the plane through the three, turned towards whoever looks.
            var normal = (x: u.y * dv - du * v.y, y: du * v.x - u.x * dv, z: u.x * v.y - u.y * v.x)
            if normal.z < 0 { normal = (-normal.x, -normal.y, -normal.z) }
            let length = (normal.x * normal.x + normal.y * normal.y + normal.z * normal.z).squareRoot()
            let dot = normal.x * sun.x + normal.y * sun.y + normal.z * sun.z
            let light = length > 0 ? (dot / length - sun.z) * 1.5 : 0
            return Facet(corners: [p, q, r], light: light + dice.number(-unrest...unrest))
        }
    }

    private static func lies(_ facet: Facet, in polygon: Polygon) -> Bool {
        let (a, b, c) = (facet.corners[0], facet.corners[1], facet.corners[2])
        let middle = (a + b + c) * (1 / 3.0)
        // A little inwards from the middle of each side, so that sides on the outline count as inside.
        return [middle, a + b, b + c, c + a].enumerated().allSatisfy { place, sum in
            polygon.contains(place == 0 ? sum : (sum * 0.5) + (middle - sum * 0.5) * 0.06)
        }
    }
}

extension Facets {
    /// Steps between the darkest and the lightest facet.
    private static let steps = 9.0

    /// Draws them, those of one lightness in one path; `colour` is by light from -1 to 1.
    func write(to svg: inout SVGText, seam: Double, _ colour: (Double) -> SketchColour) {
        let levels = Dictionary(grouping: facets) { facet in
            Int((min(max(facet.light, -1), 1) * Self.steps).rounded())
        }
        for (level, facets) in levels.sorted(by: { $0.key < $1.key }) {
            let shade = colour(Double(level) / Self.steps)
            svg.path(facets.map { .polygon($0.corners) }) { svg in
                svg.fill(shade)
                // Neighbours would let what is below shine through between them.
                svg.attribute("stroke", shade.text)
                svg.attribute("stroke-width", seam)
                svg.attribute("stroke-linejoin", "round")
            }
        }
    }
}
