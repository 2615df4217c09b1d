// More and fewer of what is there.

extension SceneRework {
    /// Takes away so many of them, or all: what rested on them comes down, what they wore and held goes with them.
    mutating func remove(_ target: SceneTarget, count: Int?) {
        let (meant, tree) = (places(of: target), tree)
        let going = meant.sorted { goesFirst($0, $1, tree) }.prefix(max(0, count ?? meant.count))
        var gone = Set(going)
        for place in going { gone.formUnion(carried(by: place, tree)) }
        for place in going { bringDown(from: place, besides: gone, tree) }
        takeOut(gone)
    }

    /// What it wears and holds.
    private func carried(by place: Int, _ tree: SceneTree) -> [Int] {
        tree.children(of: place).filter { child in
            let relation = tree.support(of: child)?.relation
            return relation == .heldBy || relation == .wornBy
        }
    }

    /// Those with nothing on them, the smallest first, the last painted before the others.
    private func goesFirst(_ one: Int, _ two: Int, _ tree: SceneTree) -> Bool {
        let carries = (first: !tree.children(of: one).isEmpty, second: !tree.children(of: two).isEmpty)
        if carries.first != carries.second { return !carries.first }
        return (scene.items[one].scale, two) < (scene.items[two].scale, one)
    }

    /// What was on or in something stands where that stood.
    private mutating func bringDown(from place: Int, besides gone: Set<Int>, _ tree: SceneTree) {
        let base = scene.items[tree.root(of: place)].foot.y
        for index in tree.children(of: place) where !gone.contains(index) {
            scene.items[index].container = nil
            scene.items[index].turn = 0
            if library.subjects[scene.items[index].subject]?.isAloft ?? true { continue }
            move(index, foot: ScenePoint(x: scene.items[index].foot.x, y: base), tree)
            scene.items[index].isGrounded = true
        }
    }

    /// As many as that: those that are there stay, others come or some go.
    mutating func setCount(of subject: String, to count: Int) {
        let present = places(of: .subject(subject))
        let wished = min(max(count, 0), Cast.mostOfOne)
        if wished < count { reduce(subject) }
        if wished < present.count {
            remove(.subject(subject), count: present.count - wished)
        } else if present.isEmpty {
            addSome(subject, wished)
        } else {
            let models = present.map { scene.items[$0] }
            for nth in 0..<(wished - present.count) { copy(models[nth % models.count], nth) }
        }
    }

    private mutating func addSome(_ subject: String, _ count: Int) {
        let mention = Reading.Mention(subject: subject, word: subject, count: count, isCounted: true)
        add(SceneChange.Addition(mentions: [mention], claims: [], present: []))
    }

    mutating func reduce(_ word: String) {
        if !reduced.contains(word) { reduced.append(word) }
    }

    /// Another one near to one that is there, in another of its looks.
    private mutating func copy(_ model: Scene.Item, _ nth: Int) {
        guard let subject = library.subjects[model.subject] else { return }
        guard scene.items.count < Self.mostItems else { return reduce(library.base(of: model.subject)) }
        var dice = dice()
        var item = model
        item.container = nil
        item.turn = 0
        item.isGrounded = !subject.isAloft
        item.palette = (model.palette + 1 + nth) % subject.palettes.count
        item.pose = Look.several(of: subject, without: [], &dice)[0].pose
        item.isFlipped = subject.mirror ? dice.chance(0.5) : model.isFlipped
        place([item], looks: looks(of: model), near: model.foot)
    }
}
