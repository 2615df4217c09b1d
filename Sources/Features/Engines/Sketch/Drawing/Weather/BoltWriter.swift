/// Lightning, from the clouds down to the horizon.
struct BoltWriter {
    private static let yellow = SketchColour(red: 1, green: 0.88, blue: 0.42)
    private static let white = SketchColour(red: 1, green: 0.99, blue: 0.9)

    let air: Air
    let count: Int

    func write(to svg: inout SVGText) {
        var dice = air.dice(110)
        let slot = 1 / Double(max(count, 1))
        for nth in 0..<count {
            let x = air.canvas.width * (Double(nth) + dice.number(0.2...0.8)) * slot
            let way = way(from: ScenePoint(x: x, y: air.horizon * 0.2), to: air.horizon * 1.01, &dice)
            let fork = way.count > 4 ? branch(from: way[way.count / 2], &dice) : []
            write(way, fork, to: &svg)
        }
    }

    private func way(from start: ScenePoint, to bottom: Double, _ dice: inout Dice) -> [ScenePoint] {
        var way = [start]
        var (here, side) = (start, dice.sign())
        while here.y < bottom, way.count < 24 {
            let step = min(air.horizon * dice.number(0.1...0.2), air.unit * 120)
            here = here + ScenePoint(x: side * step * dice.number(0.4...0.8), y: step)
            way.append(here)
            side = -side
        }
        return way
    }

    private func branch(from start: ScenePoint, _ dice: inout Dice) -> [ScenePoint] {
        let side = dice.sign()
        let step = air.unit * 44
        return [
            start, start + ScenePoint(x: side * step * 1.2, y: step * 0.9),
            start + ScenePoint(x: side * step * 1.1, y: step * 1.8),
            start + ScenePoint(x: side * step * 2.1, y: step * 2.9),
        ]
    }

    private func write(_ way: [ScenePoint], _ fork: [ScenePoint], to svg: inout SVGText) {
        let shapes = [blade(way, width: 26 * air.unit), blade(fork, width: 13 * air.unit)]
        switch air.style.hand {
        case .even, .brush:
            let glow = air.style.hand == .brush ? air.style.paper : Self.white
            for (width, opacity) in [(58.0, 0.06), (34.0, 0.1), (18.0, 0.16)] {
                svg.path([Outline.open(way), .open(fork)]) { svg in
                    svg.stroke(glow, width: width * air.unit, opacity: opacity)
                }
            }
            svg.path(shapes) { $0.fill(glow) }
        case .cut, .pen:
            // A margin of paper sets it off from hatching.
            if air.style.hand == .pen {
                svg.path(shapes) { $0.stroke(air.style.blank, width: 16 * air.unit) }
            }
            var marks = air.marks(111)
            marks.shapes(shapes, Self.yellow, keeps: air.style.isDark, to: &svg)
        }
    }

    /// Broad above, a point below, with sharp corners.
    private func blade(_ way: [ScenePoint], width: Double) -> Outline {
        guard way.count > 1 else { return Outline() }
        let last = Double(way.count - 1)
        func side(_ sign: Double) -> [ScenePoint] {
            way.enumerated().map { place, point in
                point + ScenePoint(x: sign * width / 2 * (1 - Double(place) / last), y: sign * width * 0.12)
            }
        }
        return .polygon(side(-1) + side(1).reversed())
    }
}
