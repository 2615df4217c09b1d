extension SceneRework {
    var tree: SceneTree { SceneTree(scene, library: library) }

    /// Puts an item elsewhere or makes it another size, and all that hangs on it with it.
    mutating func move(_ place: Int, foot: ScenePoint, factor: Double = 1, _ tree: SceneTree) {
        let from = scene.items[place]
        var target = from
        target.foot = foot
        for index in [place] + tree.dependents(of: place) {
            let moved = scene.items[index].following(from, to: target, factor: factor, mirrors: false)
            scene.items[index] = moved.rounded
        }
    }

    /// Moves what is meant by so many widths and heights of the picture, as far as it may go.
    mutating func move(_ target: SceneTarget, by step: ScenePoint, word: String) {
        let (meant, tree) = (places(of: target), tree)
        let hanging = Set(meant.flatMap { tree.dependents(of: $0) })
        let before = scene.items
        for place in meant where !hanging.contains(place) {
            move(place, foot: goal(of: place, by: step, tree), tree)
            keepInside(place, tree)
        }
        if scene.items == before { miss(word) }
    }

    /// Where that leads: what flies goes up and down too, what sits goes no further than its seat.
    private func goal(of place: Int, by step: ScenePoint, _ tree: SceneTree) -> ScenePoint {
        let foot = scene.items[place].foot
        let x = foot.x + step.x * scene.canvas.width
        guard let support = tree.support(of: place) else {
            let rise = isAloft(place, tree) ? step.y * scene.canvas.height : 0
            return ScenePoint(x: x, y: foot.y + rise)
        }
        // What is held, worn or inside goes where its holder goes.
        guard support.relation == .on else { return foot }
        let (seat, half) = (box(support.place), box(place).width / 4)
        guard seat.width > 2 * half else { return foot }
        return ScenePoint(x: min(max(x, seat.left + half), seat.right - half), y: foot.y)
    }

    /// Around an item and all that hangs on it.
    func wholeBox(_ place: Int, _ tree: SceneTree) -> SceneBox {
        tree.dependents(of: place).reduce(box(place)) { $0.union(box($1)) }
    }

    /// Makes something larger or smaller about its feet, as far as the picture holds it.
    mutating func scale(_ place: Int, by factor: Double, _ tree: SceneTree) {
        let content = room.content
        let (foot, box) = (scene.items[place].foot, wholeBox(place, tree))
        var most = content.width / max(box.width, 1)
        if isAloft(place, tree) {
            most = min(most, content.height / max(box.height, 1))
        } else {
            most = min(most, (foot.y - content.top) / max(foot.y - box.top, 1))
        }
        move(place, foot: foot, factor: factor > 1 ? max(1, min(factor, most)) : factor, tree)
        keepInside(place, tree)
    }

    /// Moves something that has left the picture back into it.
    mutating func keepInside(_ place: Int, _ tree: SceneTree) {
        let (content, box) = (room.content, wholeBox(place, tree))
        let foot = scene.items[place].foot
        let dx = Self.shift(box.left, box.right, content.left, content.right)
        let dy = Self.shift(box.top, box.bottom, content.top, scene.canvas.height)
        // What stands keeps to the line that it stands on.
        let rise = isAloft(place, tree) ? dy : min(dy, 0)
        guard dx != 0 || rise != 0 else { return }
        move(place, foot: ScenePoint(x: foot.x + dx, y: foot.y + rise), tree)
    }

    /// By how much a stretch must move to lie within another; to the middle when it is longer.
    private static func shift(_ low: Double, _ high: Double, _ least: Double, _ most: Double) -> Double {
        if high - low > most - least { return (least + most - low - high) / 2 }
        return low < least ? least - low : high > most ? most - high : 0
    }

    /// Whether it is in the air by itself.
    func isAloft(_ place: Int, _ tree: SceneTree) -> Bool {
        !scene.items[place].isGrounded && tree.support(of: place) == nil
    }
}
