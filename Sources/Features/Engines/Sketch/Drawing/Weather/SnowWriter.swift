import Foundation

/// Falling snow: flakes of three sizes in depth.
struct SnowWriter {
    private static let white = SketchColour(red: 0.98, green: 0.99, blue: 1)
    /// From its middle to the end of an arm, in thousandths of the unit.
    private static let radius = 4.2

    let air: Air
    /// Flakes in a square of the unit.
    let density: Double

    func write(_ plane: Plane, to svg: inout SVGText) {
        var dice = air.dice(30 + plane.rawValue)
        let thinned = air.style.hand == .even ? 1 : air.style.hand == .pen ? 0.4 : 0.62
        let places = air.strewn(air.count(density * plane.share * thinned), in: air.canvas.box, &dice)
        let flakes = places.map { place in
            Flake(
                at: place,
                radius: Self.radius * plane.size * air.unit * dice.number(0.75...1.25),
                turn: dice.number(0...1)
            )
        }
        switch air.style.hand {
        case .even: even(flakes, plane, to: &svg)
        case .cut: cut(flakes, plane, to: &svg)
        case .brush: brush(flakes, plane, to: &svg)
        case .pen: pen(flakes, plane, to: &svg)
        }
    }

    private func even(_ flakes: [Flake], _ plane: Plane, to svg: inout SVGText) {
        let white = air.colouring.air(Self.white, share: 0.35)
        if plane == .near { svg.path(flakes.map { $0.disc(1.7) }) { $0.fill(white, opacity: 0.25) } }
        svg.path(flakes.map { $0.disc(1) }) { $0.fill(white, opacity: 0.9 * plane.strength) }
    }

    /// Far ones are punched, near ones cut with six arms.
    private func cut(_ flakes: [Flake], _ plane: Plane, to svg: inout SVGText) {
        let white = air.colouring.air(Self.white, share: 0.35)
        guard plane != .far else { return svg.path(flakes.map { $0.disc(1.1) }) { $0.fill(white) } }
        var marks = air.marks(33)
        marks.shapes(flakes.map { $0.star(plane == .near ? 2 : 1.7) }, white, to: &svg)
    }

    /// Drops of white, and a breath of ink around the nearest.
    private func brush(_ flakes: [Flake], _ plane: Plane, to svg: inout SVGText) {
        if plane != .far {
            svg.path(flakes.map { $0.disc(1.35) }) { $0.fill(air.style.ink, opacity: 0.1) }
        }
        svg.path(flakes.map { $0.disc(1.15) }) { $0.fill(.white, opacity: 0.95) }
    }

    private func pen(_ flakes: [Flake], _ plane: Plane, to svg: inout SVGText) {
        let style = air.style
        guard plane == .far else {
            let arms = flakes.flatMap { $0.arms(plane == .near ? 2.7 : 2.4) }
            svg.path(flakes.map { $0.disc(2.4) }) { $0.fill(style.blank, opacity: 0.85) }
            return svg.path(arms.map(Outline.open)) { $0.stroke(style.line, width: style.pen * 0.38) }
        }
        svg.path(flakes.map { $0.disc(1) }) { svg in
            svg.fill(style.blank)
            svg.attribute("stroke", style.line.text)
            svg.attribute("stroke-width", style.pen * 0.4)
        }
    }
}

/// One flake of snow.
struct Flake {
    let centre: ScenePoint
    let radius: Double
    /// A share of the sixth of a turn after which it looks the same.
    let turn: Double

    init(at centre: ScenePoint, radius: Double, turn: Double) {
        self.centre = centre
        self.radius = radius
        self.turn = turn
    }

    func disc(_ size: Double) -> Outline { .ellipse(at: centre, radius * size, radius * size) }

    /// Three bars across, a lozenge on each arm and one in the middle.
    func star(_ size: Double) -> Outline {
        let bars = (0..<3).map { bar in
            Outline.polygon(
                [(0.06, 1.0), (-0.06, 1.0), (3.06, 1.0), (2.94, 1.0)].map {
                    point(Double(bar) + $0.0, $0.1 * size)
                }
            )
        }
        let lozenges = (0..<6).map { arm in
            let place = Double(arm)
            return Outline.polygon([
                point(place, size * 0.82), point(place + 0.22, size * 0.6), point(place, size * 0.38),
                point(place - 0.22, size * 0.6),
            ])
        }
        let middle = Outline.polygon((0..<6).map { point(Double($0) + 0.5, size * 0.3) })
        return Outline(pieces: (bars + lozenges + [middle]).flatMap(\.pieces))
    }

    /// Three strokes across, and a small angle on each arm.
    func arms(_ size: Double) -> [[ScenePoint]] {
        (0..<6).flatMap { arm -> [[ScenePoint]] in
            let place = Double(arm)
            return [
                [centre, point(place, size)],
                [
                    point(place + 0.32, size * 0.78), point(place, size * 0.52),
                    point(place - 0.32, size * 0.78),
                ],
            ]
        }
    }

    private func point(_ sixth: Double, _ reach: Double) -> ScenePoint {
        let angle = (sixth + turn) * .pi / 3
        return ScenePoint(
            x: centre.x + cos(angle) * reach * radius,
            y: centre.y + sin(angle) * reach * radius
        )
    }
}
