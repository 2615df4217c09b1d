// Free places for what is new.

extension SceneRework {
    private static let tries = 72
    private static let rounds = 4
    private static let shrinking = 0.84
    /// How much of the smaller of two things may be hidden.
    private static let acceptable = 0.18

    /// A place that was tried.
    private struct Candidate {
        let items: [Scene.Item]
        let cost: Double
        let overlap: Double
    }

    /// What is there already, looked at once for all places that are tried.
    private struct Company {
        let room: Room
        /// Of everything in the picture, without their edges.
        let cores: [SceneBox]
    }

    /// Puts a thing, and what hangs on it, where it hides least.
    ///
    /// `looks` is how large it is in the middle distance, as a share of what its file says; nil leaves it as it is.
    mutating func place(_ items: [Scene.Item], looks: Double?, near wish: ScenePoint?) {
        guard let first = items.first(where: \.isGrounded) ?? items.first,
            let main = PlacedItem(first, library: library)
        else { return }
        let company = Company(room: room, cores: scene.items.indices.map { Self.core(box($0)) })
        var dice = dice()
        var best: Candidate?
        var looks = looks ?? main.looks(unit: scene.canvas.unit)
        for _ in 0..<Self.rounds {
            for _ in 0..<Self.tries {
                let candidate = candidate(items, main, looks, wish, among: company, &dice)
                if candidate.cost < best?.cost ?? .infinity { best = candidate }
            }
            if best?.overlap ?? 1 <= Self.acceptable { break }
            looks *= Self.shrinking
        }
        if let best { put(best.items, at: paintPlace(of: best.items, isAloft: !first.isGrounded)) }
    }

    private func candidate(
        _ items: [Scene.Item],
        _ main: PlacedItem,
        _ looks: Double,
        _ wish: ScenePoint?,
        among company: Company,
        _ dice: inout Dice
    ) -> Candidate {
        let (room, stands) = (company.room, stands(main))
        let depth = dice.number(room.depths(stands))
        let distance = main.item.isGrounded ? room.scale(at: depth) : 1
        let factor = looks * distance / main.looks(unit: scene.canvas.unit)
        let sized = sized(items, about: main.item, by: factor, in: room.content)
        let box = around(sized)
        let left = dice.number(Self.range(room.content.left, room.content.right - box.width))
        let lowest = max(room.content.top, room.lowest(stands) - box.height)
        let rise =
            main.item.isGrounded
            ? room.y(at: depth) - main.item.foot.y : dice.number(room.content.top...lowest) - box.top
        let step = ScenePoint(x: left - box.left, y: rise)
        return rated(sized.map { $0.moved(by: step) }, wish, among: company)
    }

    private func stands(_ main: PlacedItem) -> SketchSubject.Stand {
        main.item.isGrounded || main.subject.stands == .sky ? main.subject.stands : .float
    }

    private static func range(_ one: Double, _ two: Double) -> ClosedRange<Double> {
        min(one, two)...max(one, two)
    }

    /// Larger by a factor, or by as much of it as there is room for.
    private func sized(
        _ items: [Scene.Item],
        about main: Scene.Item,
        by factor: Double,
        in content: SceneBox
    ) -> [Scene.Item] {
        let box = around(items)
        let most = min(
            content.width * 0.9 / max(box.width, 1),
            content.height * 0.85 / max(box.height, 1)
        )
        return items.map { $0.following(main, to: main, factor: min(factor, most), mirrors: false) }
    }

    private func rated(
        _ items: [Scene.Item],
        _ wish: ScenePoint?,
        among company: Company
    ) -> Candidate {
        let box = around(items)
        let own = boxes(items).map(Self.core)
        let overlap = company.cores.reduce(0.0) { most, other in
            own.reduce(most) { max($0, Self.hidden($1, other)) }
        }
        let outside = 1 - company.room.content.overlap(with: box) / max(box.area, 1)
        var cost = overlap * 8 + outside * 30
        if let text = scene.text?.box { cost += text.overlap(with: box) / max(box.area, 1) * 30 }
        if let wish {
            let foot = ScenePoint(x: box.centre.x, y: box.bottom)
            cost += (foot - wish).length / scene.canvas.unit * 0.7
        }
        return Candidate(items: items, cost: cost, overlap: overlap)
    }

    /// The share of the smaller that is covered.
    private static func hidden(_ one: SceneBox, _ two: SceneBox) -> Double {
        one.overlap(with: two) / max(1, min(one.area, two.area))
    }

    /// Outlines are no rectangles, so a little of a box does not count.
    private static func core(_ box: SceneBox) -> SceneBox {
        box.inset(byX: box.width * 0.07, y: box.height * 0.05)
    }

    private func boxes(_ items: [Scene.Item]) -> [SceneBox] {
        items.compactMap { PlacedItem($0, library: library)?.box }
    }

    private func around(_ items: [Scene.Item]) -> SceneBox {
        let boxes = boxes(items)
        return boxes.dropFirst().reduce(boxes.first ?? scene.canvas.box) { $0.union($1) }
    }

    /// Before what is painted after it: the sky comes first, then what flies, then what stands by its depth.
    private func paintPlace(of items: [Scene.Item], isAloft: Bool) -> Int {
        let isSky = items.contains { library.subjects[$0.subject]?.stands == .sky }
        let foot = items.first(where: \.isGrounded)?.foot.y ?? 0
        let next = scene.items.indices.first { place in
            let item = scene.items[place]
            if isSky { return library.subjects[item.subject]?.stands != .sky }
            return item.isGrounded && (isAloft || item.foot.y > foot)
        }
        guard let next else { return scene.items.count }
        // Before what that one carries on its back, too.
        return min(next, tree.dependents(of: next).first ?? next)
    }
}

// MARK: - How large

extension SceneRework {
    /// How large things are in this picture in the middle distance, as a share of what their files say.
    var zoom: Double? {
        let all = tree.roots.compactMap { looks(of: scene.items[$0]) }
        return all.isEmpty ? nil : all.sorted()[all.count / 2]
    }

    /// How large one of them would look there.
    func looks(of item: Scene.Item) -> Double? {
        guard let placed = PlacedItem(item, library: library) else { return nil }
        let looks = placed.looks(unit: scene.canvas.unit)
        return item.isGrounded ? looks / max(room.scale(at: room.depth(at: item.foot.y)), 0.1) : looks
    }
}
