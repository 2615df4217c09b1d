extension Scene.Item {
    /// The same, moved and made larger with something else: `from` becomes `to`.
    func following(
        _ from: Scene.Item,
        to target: Scene.Item,
        factor: Double,
        mirrors: Bool
    ) -> Scene.Item {
        var item = self
        let offset = foot - from.foot
        item.foot = ScenePoint(
            x: target.foot.x + offset.x * factor * (mirrors ? -1 : 1),
            y: target.foot.y + offset.y * factor
        )
        item.scale *= factor
        if mirrors {
            item.isFlipped.toggle()
            item.turn = -turn
        }
        return item
    }

    func moved(by step: ScenePoint) -> Scene.Item {
        var item = self
        item.foot = foot + step
        return item
    }

    /// To the steps that scenes are written in.
    var rounded: Scene.Item {
        var item = self
        item.foot = ScenePoint(x: foot.x.rounded(to: 100), y: foot.y.rounded(to: 100))
        item.scale = max(scale.rounded(to: 10_000), 0.000_1)
        item.turn = turn.rounded(to: 100)
        return item
    }
}
