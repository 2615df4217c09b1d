extension Scene.Item {
    /// From the subject's view box to the scene.
    func placement(of subject: SketchSubject) -> Affine {
        let sized = Affine.scale(isFlipped ? -scale : scale, scale)
            .after(.move(-subject.foot.x, -subject.foot.y))
        return Affine.move(foot.x, foot.y).after(turning).after(sized)
    }

    /// What is drawn, turned as it is.
    func bounds(of subject: SketchSubject) -> SceneBox {
        let upright = subject.box(at: foot, scale: scale, isFlipped: isFlipped)
        guard turn != 0 else { return upright }
        let change = placement(of: subject)
        let outlines = subject.posed(pose).lazy.flatMap(\.shapes).map(\.outline)
        return SceneBox(around: outlines.flatMap { $0.runs(steps: 3) }.joined().map { change($0) }) ?? upright
    }

    /// How far down it reaches: to its foot, or below it when it lies.
    func ground(of subject: SketchSubject) -> Double {
        guard turn != 0 else { return foot.y }
        let upright = subject.box(at: foot, scale: scale, isFlipped: isFlipped)
        return foot.y + max(0, bounds(of: subject).bottom - upright.bottom)
    }

    private var turning: Affine { turn == 0 ? .identity : .turn(turn) }
}
