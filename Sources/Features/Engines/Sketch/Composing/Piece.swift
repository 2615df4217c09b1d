import Foundation

/// One drawing, placed among others.
///
/// Lengths are shares of the canvas's unit until the layout has placed it in the picture.
struct Piece {
    let subject: SketchSubject
    var key: Ties.Key
    let look: Look
    var foot = ScenePoint.zero
    /// Of the whole view box.
    var height: Double
    var isFlipped = false
    /// Degrees clockwise about the foot.
    var turn = 0.0
    /// What it is inside of.
    var container: Ties.Key?

    /// Lengths of the cluster in one unit of the view box.
    var scale: Double { height / subject.viewBox.height }

    var box: SceneBox {
        let box = subject.box(at: foot, scale: scale, isFlipped: isFlipped)
        guard turn != 0 else { return box }
        let turned = Affine.turn(turn, about: foot)
        let corners = [
            ScenePoint(x: box.left, y: box.top), ScenePoint(x: box.right, y: box.top),
            ScenePoint(x: box.left, y: box.bottom), ScenePoint(x: box.right, y: box.bottom),
        ]
        return SceneBox(around: corners.map { turned($0) }) ?? box
    }

    /// A place of the subject's view box, in the cluster.
    func place(_ point: ScenePoint) -> ScenePoint {
        let x = (point.x - subject.foot.x) * scale
        let place = ScenePoint(
            x: foot.x + (isFlipped ? -x : x),
            y: foot.y + (point.y - subject.foot.y) * scale
        )
        return turn == 0 ? place : Affine.turn(turn, about: foot)(place)
    }

    func place(_ box: SceneBox) -> SceneBox {
        let one = place(ScenePoint(x: box.left, y: box.top))
        let two = place(ScenePoint(x: box.right, y: box.bottom))
        return SceneBox(
            left: min(one.x, two.x),
            top: one.y,
            right: max(one.x, two.x),
            bottom: two.y
        )
    }

    /// The reverse: where in the view box a place of the cluster lies from left to right.
    func column(_ x: Double) -> Double {
        let offset = (x - foot.x) / scale
        return subject.foot.x + (isFlipped ? -offset : offset)
    }

    /// From where to where it reaches at a height of the cluster; nil where it has nothing.
    func span(at y: Double) -> ClosedRange<Double>? {
        let row = subject.foot.y + (y - foot.y) / scale
        guard let span = subject.silhouette.span(at: row) else { return nil }
        let one = foot.x + (span.lowerBound - subject.foot.x) * scale * (isFlipped ? -1 : 1)
        let two = foot.x + (span.upperBound - subject.foot.x) * scale * (isFlipped ? -1 : 1)
        return min(one, two)...max(one, two)
    }

    /// Whether a place is within its outline, row by row.
    func covers(_ place: ScenePoint) -> Bool {
        let upright = turn == 0 ? place : Affine.turn(-turn, about: foot)(place)
        return span(at: upright.y)?.contains(upright.x) ?? false
    }

    /// Moves the drawing so that a point of its view box lies there.
    mutating func put(_ point: ScenePoint, at target: ScenePoint) {
        let here = place(point)
        foot = foot + target - here
    }

    mutating func move(byX dx: Double, y dy: Double) {
        foot.x += dx
        foot.y += dy
    }

    /// Changes its size about 0, 0.
    mutating func scale(by factor: Double) {
        foot = foot * factor
        height *= factor
    }
}
