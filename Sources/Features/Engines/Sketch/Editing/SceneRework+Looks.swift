// What things that are there become.

extension SceneRework {
    mutating func colour(_ target: SceneTarget, _ colours: [SketchColour]) {
        let places = places(of: target)
        for (nth, place) in places.enumerated() {
            // Several colours are shared out among copies, or all used on one.
            let own = places.count > 1 ? [colours[nth % colours.count]] : colours
            scene.items[place].colours = own.map(\.text)
        }
    }

    mutating func resize(_ target: SceneTarget, by factor: Double) {
        let (meant, tree) = (places(of: target), tree)
        let hanging = Set(meant.flatMap { tree.dependents(of: $0) })
        for place in meant where !hanging.contains(place) { scale(place, by: factor, tree) }
    }

    mutating func express(_ target: SceneTarget, _ face: String, word: String) {
        for place in places(of: target) {
            if library.subjects[scene.items[place].subject]?.expressions.contains(face) ?? false {
                scene.items[place].expression = face
            } else {
                miss(word)
            }
        }
    }

    mutating func pose(_ target: SceneTarget, _ pose: String, word: String) {
        for place in places(of: target) {
            let base = library.base(of: scene.items[place].subject)
            guard let subject = library.subjects[base] else { continue }
            if let drawing = library.drawing(of: subject, in: pose) {
                redraw(place, as: drawing)
            } else if pose == Self.sleeping.pose, subject.expressions.contains(Self.sleeping.face) {
                scene.items[place].expression = Self.sleeping.face
            } else {
                miss(word)
            }
        }
    }

    private static let sleeping = (pose: "sleeping", face: "asleep")

    mutating func miss(_ word: String) {
        if !unmet.contains(word) { unmet.append(word) }
    }

    /// Puts another thing in the place of each, about as large as it would be there.
    mutating func replace(_ target: SceneTarget, with mention: Reading.Mention) {
        guard let subject = library.subjects[mention.subject] else { return }
        let places = places(of: target)
        let tree = tree
        let fits = places.filter { suits(subject, $0, tree) }
        if fits.count < places.count {
            // A dog that becomes a moon goes up into the sky.
            remove(target, count: nil)
            var mention = mention
            mention.count = mention.isCounted ? mention.count : places.count
            return add(SceneChange.Addition(mentions: [mention], claims: [], present: []))
        }
        let drawing = mention.pose.flatMap { library.drawing(of: subject, in: $0) } ?? subject
        for place in places { become(drawing, mention, place) }
        if mention.isCounted { setCount(of: mention.subject, to: mention.count) }
    }

    /// Whether it can stand where something else does.
    private func suits(_ subject: SketchSubject, _ place: Int, _ tree: SceneTree) -> Bool {
        scene.items[place].isGrounded ? !subject.isAloft : tree.support(of: place) != nil || subject.isAloft
    }

    private mutating func become(_ drawing: SketchSubject, _ mention: Reading.Mention, _ place: Int) {
        var dice = dice()
        scene.items[place].palette = dice.index(drawing.palettes.count)
        scene.items[place].colours = mention.colours.map(\.text)
        scene.items[place].material = mention.material
        scene.items[place].expression = mention.expression.flatMap {
            drawing.expressions.contains($0) ? $0 : nil
        }
        redraw(place, as: drawing)
        if mention.size != 1 { scale(place, by: mention.size, tree) }
    }

    /// Draws an item with another drawing: its foot stays, and what hangs on it finds its place again.
    private mutating func redraw(_ place: Int, as drawing: SketchSubject) {
        guard let old = placed(place), old.subject.id != drawing.id else { return }
        let tree = tree
        let hanging = tree.children(of: place)
        let relations = hanging.map { tree.support(of: $0)?.relation ?? .on }
        var dice = dice()
        scene.items[place].subject = drawing.id
        scene.items[place].scale = old.looks(unit: 1) * drawing.height / drawing.viewBox.height
        scene.items[place].pose = Look.several(of: drawing, without: [], &dice)[0].pose
        scene.items[place].isFlipped = scene.items[place].isFlipped && drawing.mirror
        scene.items[place] = scene.items[place].rounded
        for (index, relation) in zip(hanging, relations) { reattach(index, relation, to: place) }
        keepInside(place, tree)
    }
}
