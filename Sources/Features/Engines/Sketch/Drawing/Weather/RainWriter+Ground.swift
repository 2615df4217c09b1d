import Foundation

// Where rain strikes.

extension RainWriter {
    /// In a square of the unit, and in a picture.
    private static let splashes = (density: 46.0, most: 90)
    private static let puddles = (density: 5.0, most: 14)

    /// Rings and sprays on the ground.
    func writeSplashes(to svg: inout SVGText) {
        var dice = air.dice(15)
        let box = SceneBox(
            left: 0,
            top: air.y(at: 0.12),
            right: air.canvas.width,
            bottom: air.canvas.height
        )
        let places = air.strewn(min(Self.splashes.most, air.count(Self.splashes.density)), in: box, &dice)
        let runs = places.flatMap { splash(at: $0, &dice) }
        var marks = air.marks(25)
        let colour = air.colouring.air(Self.light, share: 0.5)
        marks.strokes(runs, width: 1.8 * air.unit, colour, opacity: 0.7, to: &svg)
    }

    private func splash(at place: ScenePoint, _ dice: inout Dice) -> [[ScenePoint]] {
        let size = 8 * air.unit * air.scale(at: place.y) * dice.number(0.7...1.3)
        func at(_ x: Double, _ y: Double) -> ScenePoint { place + ScenePoint(x: x * size, y: y * size) }
        let ring = (0...8).map { step in
            let angle = Double.pi * (0.05 + 0.9 * Double(step) / 8)
            return at(cos(angle), sin(angle) * 0.32)
        }
        return [
            ring, [at(-0.75, -0.35), at(-1.05, -0.9)], [at(0.1, -0.5), at(0.15, -1.15)],
            [at(0.8, -0.3), at(1.15, -0.75)],
        ]
    }

    /// The sky again, lying on the ground.
    func writePuddles(to svg: inout SVGText) {
        var dice = air.dice(16)
        let (top, bottom) = (air.y(at: ground.lowerBound + 0.04), air.canvas.height * 0.97)
        let box = SceneBox(left: 0, top: top, right: air.canvas.width, bottom: bottom)
        let places = air.strewn(min(Self.puddles.most, air.count(Self.puddles.density)), in: box, &dice)
        let puddles = places.map { puddle(at: $0, &dice) }
        let sky = air.colouring.sky
        let water = sky[1].mixed(with: sky[2], 0.5)
        switch hand {
        case .even, .cut:
            svg.path(puddles.map { $0.mapped(.move(0, -1.6 * air.unit)) }) {
                $0.fill(air.style.ink, opacity: 0.16)
            }
            svg.path(puddles) { $0.fill(water, opacity: hand == .cut ? 1 : 0.72) }
        case .brush:
            svg.path(puddles) { $0.fill(air.style.ink, opacity: 0.1) }
        case .pen:
            svg.path(puddles) { svg in
                svg.fill(air.style.blank)
                svg.attribute("stroke", air.style.line.text)
                svg.attribute("stroke-width", air.style.pen * 0.5)
            }
        }
    }

    private func puddle(at place: ScenePoint, _ dice: inout Dice) -> Outline {
        let width = 74 * air.unit * air.scale(at: place.y) * dice.number(0.6...1.3)
        let waves = (dice.number(0...6), dice.number(0...6))
        let points = (0..<14).map { corner in
            let angle = Double(corner) / 14 * 2 * .pi
            let reach = 1 + 0.14 * sin(angle * 2 + waves.0) + 0.09 * sin(angle * 3 + waves.1)
            return place + ScenePoint(x: cos(angle) * width * reach, y: sin(angle) * width * 0.17 * reach)
        }
        return .smooth(points)
    }
}
