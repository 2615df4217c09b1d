import Foundation

/// Wind: long flowing lines that curl up at their end.
struct WindWriter {
    private static let white = SketchColour(red: 1, green: 1, blue: 1)

    let air: Air
    let count: Int

    func write(to svg: inout SVGText) {
        var dice = air.dice(130)
        let box = SceneBox(
            left: -0.1 * air.canvas.width,
            top: air.canvas.height * 0.08,
            right: air.canvas.width * 0.8,
            bottom: air.canvas.height * 0.86
        )
        let area = min(3, air.canvas.width * air.canvas.height / (air.canvas.unit * air.canvas.unit))
        let places = air.strewn(Int(Double(count) * area), in: box, &dice)
        let gusts = places.map { gust(at: $0, &dice) }
        var marks = air.marks(131)
        let colour = air.colouring.air(Self.white, share: 0.4)
        let width = 4 * air.unit
        marks.strokes(gusts, width: width, colour, opacity: air.style.hand == .even ? 0.6 : 0.85, to: &svg)
        let echoes = gusts.map { echo(of: $0) }
        marks.strokes(echoes, width: width * 0.6, colour, opacity: 0.45, to: &svg)
    }

    /// A rising and falling line with a curl at its end.
    private func gust(at start: ScenePoint, _ dice: inout Dice) -> [ScenePoint] {
        let length = dice.number(150...330) * air.unit
        let (swing, phase) = (dice.number(6...16) * air.unit, dice.number(0...6))
        let line = (0...22).map { step in
            let share = Double(step) / 22
            return start + ScenePoint(x: length * share, y: swing * sin(phase + share * 5))
        }
        guard dice.chance(0.7), let end = line.last else { return line }
        let (radius, up) = (dice.number(13...26) * air.unit, dice.sign())
        let curl = (1...18).map { step in
            let share = Double(step) / 18
            let (angle, reach) = (share * 5, radius * (1 - share * 0.62))
            return end
                + ScenePoint(x: sin(angle) * reach * 1.25, y: up * (cos(angle) * reach - radius))
        }
        return line + curl
    }

    /// A shorter line beside the first.
    private func echo(of gust: [ScenePoint]) -> [ScenePoint] {
        gust.prefix(23).dropFirst(5).dropLast(6).map { $0 + ScenePoint(x: 0, y: 13 * air.unit) }
    }
}
