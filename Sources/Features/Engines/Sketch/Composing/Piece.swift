/// One drawing within a cluster.
///
/// Lengths are shares of the canvas's unit.
struct Piece {
    let subject: SketchSubject
    let role: Int
    /// Which of the role's copies.
    let copy: Int
    var foot: ScenePoint
    /// Of the whole view box.
    var height: Double
    /// What is painted later has more.
    var order: Double
    var isFlipped = false

    /// Lengths of the cluster in one unit of the view box.
    var scale: Double { height / subject.viewBox.height }

    var box: SceneBox { subject.box(at: foot, scale: scale, isFlipped: isFlipped) }

    /// A place of the subject's view box, in the cluster.
    func place(_ point: ScenePoint) -> ScenePoint {
        let x = (point.x - subject.foot.x) * scale
        return ScenePoint(
            x: foot.x + (isFlipped ? -x : x),
            y: foot.y + (point.y - subject.foot.y) * scale
        )
    }

    /// The reverse: where in the view box a place of the cluster lies from left to right.
    func column(_ x: Double) -> Double {
        let offset = (x - foot.x) / scale
        return subject.foot.x + (isFlipped ? -offset : offset)
    }
}
