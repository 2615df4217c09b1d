extension SceneRework {
    /// Puts the figures of a claim where it says, beside things that are there.
    mutating func relate(_ claim: Reading.Claim, _ addition: SceneChange.Addition) {
        guard let ground = claim.grounds.first else { return }
        let target = SceneTarget.subject(addition.mentions[ground].subject)
        for figure in claim.figures {
            let mention = addition.mentions[figure]
            if addition.present.contains(figure) {
                move(.subject(mention.subject), claim.relation, to: target)
            } else {
                attach(mention, claim.relation, to: target)
            }
        }
    }

    /// One to each, where each can have one; else all to the first.
    private mutating func attach(_ mention: Reading.Mention, _ relation: Relation, to target: SceneTarget) {
        let grounds = places(of: target)
        guard let first = grounds.first else { return }
        let isOwn = relation == .heldBy || relation == .wornBy
        guard isOwn else { return attach(mention, relation, at: first) }
        var single = mention
        single.count = 1
        let owners =
            mention.isCounted || mention.count == 1 ? min(mention.count, grounds.count) : grounds.count
        // From the last painted, so that the places of the others stay.
        for place in grounds.prefix(owners).reversed() { attach(single, relation, at: place) }
    }

    /// Composes the ground and the figure, and brings the figure to the ground that is there.
    private mutating func attach(_ mention: Reading.Mention, _ relation: Relation, at ground: Int) {
        guard let (base, items, isBehind) = pair(mention, relation, at: ground) else { return }
        let group = nextGroup
        let fitted = within(items).map { item in
            var item = item
            item.group = group
            return item
        }
        if tree.children(of: ground).isEmpty { scene.items[ground].pose = base.pose }
        insert(fitted, relation, at: ground, isBehind: isBehind)
    }

    private mutating func insert(_ items: [Scene.Item], _ relation: Relation, at ground: Int, isBehind: Bool)
    {
        let last = tree.dependents(of: ground).last.map { max($0, ground) } ?? ground
        let place = isBehind ? ground : last + 1
        let isInside = items.contains { $0.container != nil }
        let plain = items.map { item in
            var item = item
            item.container = nil
            return item
        }
        put(plain, at: place)
        for index in place..<(place + items.count) where isInside && relation == .inside {
            scene.items[index].container = isBehind ? ground + items.count : ground
        }
        if [.heldBy, .wornBy, .inside, .on].contains(relation) { return }
        let tree = tree
        for index in place..<(place + items.count) where tree.support(of: index) == nil {
            keepInside(index, tree)
        }
    }

    /// The figure's items as they are to stand to the ground, with the ground as it was composed.
    private mutating func pair(
        _ mention: Reading.Mention,
        _ relation: Relation,
        at ground: Int
    ) -> (base: Scene.Item, items: [Scene.Item], isBehind: Bool)? {
        guard let there = placed(ground) else { return nil }
        let subject = library.base(of: there.item.subject)
        var owner = Reading.Mention(subject: subject, word: subject, count: 1, isCounted: true)
        owner.pose = there.subject.poseOf?.pose
        let claim = Reading.Claim(figures: [1], relation: relation, grounds: [0])
        let all = composed([owner, mention], [claim])
        guard let place = all.firstIndex(where: { $0.group == 0 }) else { return nil }
        let base = all[place]
        let mirrors = base.isFlipped != there.item.isFlipped && there.subject.mirror
        let factor = there.item.scale / base.scale
        let figures = all.indices.filter { all[$0].group == 1 }
        let items = figures.map {
            all[$0].following(base, to: there.item, factor: factor, mirrors: mirrors)
        }
        return (base, items, figures.first.map { $0 < place } ?? false)
    }

    /// Puts what is there already somewhere else.
    private mutating func move(_ target: SceneTarget, _ relation: Relation, to ground: SceneTarget) {
        let figures = places(of: target)
        guard let place = places(of: ground).first, let first = figures.first,
            let subject = library.subjects[library.base(of: scene.items[first].subject)]
        else { return }
        var mention = Reading.Mention(
            subject: subject.id,
            word: subject.id,
            count: figures.count,
            isCounted: true
        )
        mention.pose = library.subjects[scene.items[first].subject]?.poseOf?.pose
        guard let (_, items, isBehind) = pair(mention, relation, at: place) else { return }
        let moved = zip(figures, items).map { figure, item in worn(scene.items[figure], as: item) }
        let owner = scene.items[place]
        takeOut(figures)
        guard let home = scene.items.firstIndex(of: owner) else { return }
        insert(moved, relation, at: home, isBehind: isBehind)
    }

    /// The same thing, standing as another does.
    private func worn(_ item: Scene.Item, as other: Scene.Item) -> Scene.Item {
        var other = other
        (other.group, other.palette, other.colours) = (item.group, item.palette, item.colours)
        (other.expression, other.material) = (item.expression, item.material)
        return other
    }

    /// Finds the place of something again that hangs on what is drawn differently now.
    mutating func reattach(_ place: Int, _ relation: Relation, to ground: Int) {
        guard let placed = placed(place) else { return }
        let base = library.base(of: placed.item.subject)
        let mention = Reading.Mention(subject: base, word: base, count: 1, isCounted: true)
        guard let (owner, items, _) = pair(mention, relation, at: ground), let item = items.first else {
            return
        }
        scene.items[ground].pose = owner.pose
        var moved = worn(placed.item, as: item)
        moved.container = placed.item.container
        scene.items[place] = moved.rounded
    }
}
