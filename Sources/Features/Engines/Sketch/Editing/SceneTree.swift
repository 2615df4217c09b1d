/// What carries an item, and how.
struct SceneSupport: Hashable {
    let place: Int
    let relation: Relation
}

/// What hangs on what in a scene: who wears, holds and sits on what.
///
/// A scene tells of containers only; the rest is seen from where things are. It holds as long as things are only moved
/// together with what hangs on them.
struct SceneTree {
    private let supports: [SceneSupport?]
    private var children: [Int: [Int]] = [:]

    init(_ scene: Scene, library: SketchLibrary) {
        let sight = SceneSight(scene, library: library)
        supports = scene.items.indices.map { sight.support(of: $0) }
        for (place, support) in supports.enumerated() {
            if let support { children[support.place, default: []].append(place) }
        }
    }

    /// Nil for what stands or flies by itself.
    func support(of place: Int) -> SceneSupport? { supports[place] }

    /// What hangs on it directly.
    func children(of place: Int) -> [Int] { children[place] ?? [] }

    /// All that hangs on it, and on what hangs on it, in the order that it is painted in.
    func dependents(of place: Int) -> [Int] {
        var found: Set<Int> = [place]
        var open = [place]
        while let next = open.popLast() {
            for child in children(of: next) where found.insert(child).inserted { open.append(child) }
        }
        return found.subtracting([place]).sorted()
    }

    /// What stands or flies by itself.
    var roots: [Int] { supports.indices.filter { supports[$0] == nil } }

    /// What carries all of it in the end.
    func root(of place: Int) -> Int {
        var place = place
        var seen: Set<Int> = [place]
        while let support = supports[place], seen.insert(support.place).inserted { place = support.place }
        return place
    }
}

/// Sees from their places which things carry which.
private struct SceneSight {
    private let scene: Scene
    private let placed: [PlacedItem?]
    private let boxes: [SceneBox]

    init(_ scene: Scene, library: SketchLibrary) {
        self.scene = scene
        placed = scene.items.map { PlacedItem($0, library: library) }
        boxes = placed.map { $0?.box ?? SceneBox(left: 0, top: 0, right: 0, bottom: 0) }
    }

    func support(of place: Int) -> SceneSupport? {
        let item = scene.items[place]
        if let container = item.container, scene.items.indices.contains(container), container != place {
            return SceneSupport(place: container, relation: .inside)
        }
        guard !item.isGrounded, let thing = placed[place] else { return nil }
        return wearer(of: thing, place) ?? holder(of: thing, place) ?? seat(of: thing, place)
    }

    private func wearer(of worn: PlacedItem, _ place: Int) -> SceneSupport? {
        guard let how = worn.subject.worn else { return nil }
        let point = worn.place(how.at)
        return first(besides: place, .wornBy) { other in
            other.spots(of: how.anchor).contains { ($0.centre - point).length < $0.radius * 1.6 }
        }
    }

    private func holder(of held: PlacedItem, _ place: Int) -> SceneSupport? {
        let point = held.place(Holding.grip(of: held.subject))
        let slack = scene.canvas.unit * 0.005
        return first(besides: place, .heldBy) { other in
            other.spots(of: .hand).contains { ($0.centre - point).length < $0.radius + slack }
        }
    }

    private func first(
        besides place: Int,
        _ relation: Relation,
        where fits: (PlacedItem) -> Bool
    ) -> SceneSupport? {
        let found = placed.indices.first { $0 != place && (placed[$0].map(fits) ?? false) }
        return found.map { SceneSupport(place: $0, relation: relation) }
    }

    /// The smallest thing under its feet.
    private func seat(of sitter: PlacedItem, _ place: Int) -> SceneSupport? {
        guard sitter.subject.stands != .sky else { return nil }
        let box = boxes[place]
        let slack = scene.canvas.unit * 0.02
        let seats = boxes.indices.filter { index in
            let seat = boxes[index]
            return index != place && scene.items[index].container != place
                && seat.left <= box.centre.x && box.centre.x <= seat.right
                && seat.top - slack <= box.bottom && box.bottom <= seat.bottom + slack
                && seat.area > box.area * 0.3
        }
        return seats.min { boxes[$0].area < boxes[$1].area }.map { SceneSupport(place: $0, relation: .on) }
    }
}
