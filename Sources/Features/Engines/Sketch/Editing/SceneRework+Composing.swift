import Kernel

// All that changing a scene asks of the composer.

extension SceneRework {
    /// Things and relations composed by themselves in the same place, to be brought into this picture.
    mutating func composed(_ mentions: [Reading.Mention], _ claims: [Reading.Claim]) -> [Scene.Item] {
        var dice = dice()
        let seed = Seed(clamping: UInt64(scene.seed)).advanced(by: 1 + dice.index(1_000))
        let result = compose(reading(mentions, claims), seed: seed)
        for word in result.unmet where !unmet.contains(word) { unmet.append(word) }
        for word in result.reduced where !reduced.contains(word) { reduced.append(word) }
        return result.scene.items
    }

    /// Where text would be put in a picture of these things, and what of it does not fit.
    func lettering(_ text: [String]) -> (text: Scene.Lettering?, unset: [String]) {
        var reading = whole
        reading.quoted = text
        let result = compose(reading, seed: Seed(clamping: UInt64(scene.seed)))
        return (result.scene.text, result.unset)
    }

    /// The whole picture composed anew, everything in the looks that it has.
    mutating func recompose(framing: Set<Framing>, seed: Seed) {
        var reading = whole
        reading.framing = framing
        reading.quoted = scene.text.map { [$0.lines.joined(separator: " ")] } ?? []
        let fresh = compose(reading, seed: seed).scene
        var looks = Dictionary(grouping: scene.items, by: \.group)
        let groups = Set(scene.items.map(\.group)).sorted()
        scene.items = fresh.items.map { item in
            var item = item
            item.group = groups.indices.contains(item.group) ? groups[item.group] : item.group
            if let old = looks[item.group]?.first {
                if looks[item.group]?.count ?? 0 > 1 { looks[item.group]?.removeFirst() }
                (item.palette, item.colours) = (old.palette, old.colours)
                (item.material, item.expression) = (old.material, old.expression)
            }
            return item
        }
        scene.backdrop.horizon = fresh.backdrop.horizon
        if scene.text != nil { scene.text = fresh.text }
        scene.seed = seed.number
    }

    private func compose(_ reading: Reading, seed: Seed) -> Composer.Result {
        Composer(library: library, seed: seed).compose(reading, canvas: scene.canvas, style: scene.style)
    }

    private func reading(_ mentions: [Reading.Mention], _ claims: [Reading.Claim]) -> Reading {
        var reading = Reading()
        reading.mentions = mentions
        reading.claims = claims
        reading.setting = scene.backdrop.setting
        reading.time = scene.backdrop.time
        return reading
    }
}

// MARK: - The picture as it would have been asked for

extension SceneRework {
    /// What a prompt for this picture would have said: its things, and what is in, on or with what.
    private var whole: Reading {
        let tree = tree
        let groups = Dictionary(grouping: scene.items.indices, by: { scene.items[$0].group })
        let order = groups.keys.sorted()
        var claims: [Reading.Claim] = []
        for (figure, group) in order.enumerated() {
            for place in groups[group, default: []] {
                guard let claim = claim(place, as: figure, order, tree), !claims.contains(claim) else {
                    continue
                }
                claims.append(claim)
            }
        }
        return reading(order.compactMap { mention(of: groups[$0, default: []], tree) }, claims)
    }

    private func mention(of places: [Int], _ tree: SceneTree) -> Reading.Mention? {
        guard let first = places.first, let placed = placed(first) else { return nil }
        let base = library.base(of: placed.item.subject)
        var mention = Reading.Mention(subject: base, word: base, count: places.count, isCounted: true)
        mention.pose = placed.subject.poseOf?.pose
        mention.isAirborne = isAloft(first, tree) && !placed.subject.isAloft
        mention.size = tree.support(of: first) == nil ? size(of: placed.item) : 1
        return mention
    }

    /// How much larger it is than the others are; about as large is as large.
    private func size(of item: Scene.Item) -> Double {
        guard let zoom, let looks = looks(of: item) else { return 1 }
        let size = min(max(looks / zoom, 0.4), 2.5)
        return (0.75...1.34).contains(size) ? 1 : size
    }

    /// What an item hangs on, or stands under, told of its group, which is the `figure`th.
    private func claim(
        _ place: Int,
        as figure: Int,
        _ order: [Int],
        _ tree: SceneTree
    ) -> Reading.Claim? {
        guard let support = tree.support(of: place) ?? cover(of: place),
            let ground = order.firstIndex(of: scene.items[support.place].group), ground != figure
        else { return nil }
        return Reading.Claim(figures: [figure], relation: support.relation, grounds: [ground])
    }

    /// The tree that something stands under.
    private func cover(of place: Int) -> SceneSupport? {
        guard scene.items[place].isGrounded else { return nil }
        let own = box(place)
        let tree = scene.items.indices.first { index in
            let box = box(index)
            return index != place && scene.items[index].isGrounded
                && library.subjects[scene.items[index].subject]?.kind == .plant
                && box.left < own.centre.x && own.centre.x < box.right && own.height < box.height * 0.6
                && abs(own.bottom - box.bottom) < box.height * 0.15
        }
        return tree.map { SceneSupport(place: $0, relation: .under) }
    }
}
