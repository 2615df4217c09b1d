import Foundation

/// Lines across a surface, cut off where it ends: parallel, at an angle, and waving if need be.
struct Weave {
    /// Lines across one surface, at most.
    private static let mostLines = 120
    private static let steps = 14

    let surface: Surface
    /// Of the lines, in degrees clockwise from level.
    let angle: Double
    /// How far they wave aside, and from crest to crest; none when 0.
    var wave = 0.0
    var length = 1.0
    var phase = 0.0

    /// One line's stretch on the surface.
    struct Line {
        /// Counted across the lines.
        let nth: Int
        let level: Double
        let part: ClosedRange<Double>

        var length: Double { part.upperBound - part.lowerBound }
    }

    /// All stretches of lines so far apart.
    func lines(spacing: Double) -> [Line] {
        let turned = surface.moved(inward)
        guard let box = turned.box, spacing > 0 else { return [] }
        let step = max(spacing, box.height / Double(Self.mostLines))
        let count = Int(box.height / step) + 1
        return (0..<count).flatMap { nth -> [Line] in
            let level = box.top + (Double(nth) + 0.5) * step
            return turned.stretches(at: level).parts.map { Line(nth: nth, level: level, part: $0) }
        }
    }

    /// From the surface's first edge across the lines to its last, in the weave's own units.
    var extent: ClosedRange<Double>? {
        surface.moved(inward).box.map { $0.top...$0.bottom }
    }

    /// A part of a line as points of the drawing.
    func run(_ line: Line, from start: Double? = nil, to end: Double? = nil) -> [ScenePoint] {
        let (from, to) = (start ?? line.part.lowerBound, end ?? line.part.upperBound)
        let count = wave == 0 ? 1 : Self.steps
        return (0...count).map { step in
            outward(ScenePoint(x: from + (to - from) * Double(step) / Double(count), y: line.level))
        }
    }

    func point(_ along: Double, _ level: Double) -> ScenePoint { outward(ScenePoint(x: along, y: level)) }

    private var turn: (cos: Double, sin: Double) { (cos(angle * .pi / 180), sin(angle * .pi / 180)) }

    private func bend(_ along: Double) -> Double {
        wave == 0 ? 0 : wave * sin(along / length * 2 * .pi + phase)
    }

    /// From the drawing into the frame in which the lines are level.
    private func inward(_ point: ScenePoint) -> ScenePoint {
        let along = point.x * turn.cos + point.y * turn.sin
        return ScenePoint(x: along, y: point.y * turn.cos - point.x * turn.sin - bend(along))
    }

    private func outward(_ point: ScenePoint) -> ScenePoint {
        let across = point.y + bend(point.x)
        return ScenePoint(
            x: point.x * turn.cos - across * turn.sin,
            y: point.x * turn.sin + across * turn.cos
        )
    }
}
