import Foundation

/// Rain: slanting drops in three planes, and where they strike.
struct RainWriter {
    static let light = SketchColour(red: 0.9, green: 0.94, blue: 0.98)
    private static let papers = [
        SketchColour(red: 0.62, green: 0.76, blue: 0.88), SketchColour(red: 0.74, green: 0.86, blue: 0.94),
        SketchColour(red: 0.88, green: 0.95, blue: 0.98),
    ]

    let air: Air
    let rain: Weather.Rain
    /// Depths that puddles lie at.
    let ground: ClosedRange<Double>

    var hand: Hand { air.style.hand }

    func write(_ plane: Plane, to svg: inout SVGText) {
        var dice = air.dice(10 + plane.rawValue)
        // Cut drops are larger than lines, a brush draws fewer of them.
        let thinned = hand == .cut ? 0.4 : hand == .brush ? 0.55 : 1
        let count = air.count(rain.drops * plane.share * thinned)
        let box = air.canvas.box.inset(byX: -40 * air.unit, y: -40 * air.unit)
        let places = air.strewn(count, in: box, &dice)
        guard hand == .cut else { return lines(at: places, plane, &dice, to: &svg) }
        let drops = places.map { drop(at: $0, plane, &dice) }
        var marks = air.marks(20 + plane.rawValue)
        marks.shapes(drops, air.colouring.air(Self.papers[plane.rawValue], share: 0.5), to: &svg)
    }

    private var direction: ScenePoint {
        let angle = rain.slant * .pi / 180
        return ScenePoint(x: -sin(angle), y: cos(angle))
    }

    private func lines(at places: [ScenePoint], _ plane: Plane, _ dice: inout Dice, to svg: inout SVGText) {
        let runs = places.map { place in
            let length = rain.length * air.unit * plane.size * dice.number(0.6...1.3)
            let end = place + direction * length
            return [place, (place + end) * 0.5, end]
        }
        var marks = air.marks(20 + plane.rawValue)
        let strength = hand == .even ? 0.55 : 0.7
        marks.strokes(
            runs,
            width: 1.9 * plane.size * air.unit,
            air.colouring.air(Self.light, share: 0.5),
            opacity: strength * plane.strength,
            to: &svg
        )
    }

    /// Pointed above, round below, along the way that it falls.
    private func drop(at place: ScenePoint, _ plane: Plane, _ dice: inout Dice) -> Outline {
        let size = 9 * air.unit * plane.size * dice.number(0.8...1.2)
        let shape = Outline(pieces: [
            .move(ScenePoint(x: 0, y: -2.1)),
            .cubic(
                ScenePoint(x: 0.25, y: -1.2),
                ScenePoint(x: 0.62, y: -0.5),
                ScenePoint(x: 0.62, y: 0.05)
            ),
            .cubic(
                ScenePoint(x: 0.62, y: 0.75),
                ScenePoint(x: -0.62, y: 0.75),
                ScenePoint(x: -0.62, y: 0.05)
            ),
            .cubic(
                ScenePoint(x: -0.62, y: -0.5),
                ScenePoint(x: -0.25, y: -1.2),
                ScenePoint(x: 0, y: -2.1)
            ),
            .close,
        ])
        let turned = Affine.turn(rain.slant).after(.scale(size, size))
        return shape.mapped(Affine.move(place.x, place.y).after(turned))
    }
}
