import Foundation

/// Seeds of summer flowers that fly on a tuft of hairs.
struct FluffWriter {
    private static let white = SketchColour(red: 1, green: 0.99, blue: 0.95)
    private static let hairs = 7

    let air: Air
    /// Seeds in a square of the unit.
    let density: Double

    func write(_ plane: Plane, to svg: inout SVGText) {
        var dice = air.dice(160 + plane.rawValue)
        let places = air.strewn(min(30, air.count(density * plane.share)), in: air.canvas.box, &dice)
        let runs = places.flatMap { tuft(at: $0, plane, &dice) }
        var marks = air.marks(163 + plane.rawValue)
        let colour = air.colouring.air(Self.white, share: 0.4)
        marks.strokes(runs, width: 1.5 * plane.size * air.unit, colour, opacity: 0.9, to: &svg)
    }

    /// A stalk with a seed at its end, and hairs spread like an umbrella.
    private func tuft(at place: ScenePoint, _ plane: Plane, _ dice: inout Dice) -> [[ScenePoint]] {
        let size = 10 * air.unit * plane.size * dice.number(0.8...1.2)
        let turned = Affine.move(place.x, place.y).after(.turn(dice.number(-50...20)))
            .after(.scale(size, size))
        let stalk = [ScenePoint(x: 0, y: 1.5), ScenePoint(x: 0, y: 1.2), ScenePoint(x: 0.05, y: 0)]
        let hairs = (0..<Self.hairs).map { hair -> [ScenePoint] in
            let angle = Double.pi * (1.08 + 0.84 * Double(hair) / Double(Self.hairs - 1))
            return [.zero, ScenePoint(x: cos(angle), y: sin(angle) * 0.85)]
        }
        return ([stalk] + hairs).map { $0.map { turned($0) } }
    }
}
