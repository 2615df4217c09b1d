/// Stacks whose places depend on each other, set out around one that rests at 0, 0.
struct Cluster {
    private(set) var stacks: [Stack]
    let stands: SketchSubject.Stand
    private(set) var box: SceneBox

    init(_ stack: Stack) {
        stacks = [stack]
        stands = stack.stands
        box = stack.box
    }

    /// The role that everything else stands around.
    var role: Int { stacks[0].role }
    var isAloft: Bool { stands == .sky || stands == .float }
    var profile: Profile { Profile(of: stacks.flatMap(\.pieces), in: box) }
    /// The y of the grounded stack that stands farthest back.
    var farthestFoot: Double { stacks.filter(\.isGrounded).map(\.foot.y).min() ?? 0 }

    /// What stands there of a role, without what it carries.
    func things(of role: Int) -> [Stack] { stacks.filter { $0.role == role } }

    func box(of role: Int) -> SceneBox {
        let boxes = things(of: role).map(\.thing.box)
        return boxes.dropFirst().reduce(boxes.first ?? box) { $0.union($1) }
    }

    mutating func add(_ stack: Stack) {
        stacks.append(stack)
        box = box.union(stack.box)
    }

    mutating func move(byX dx: Double, y dy: Double) {
        for place in stacks.indices { stacks[place].move(byX: dx, y: dy) }
        box = box.moved(byX: dx, y: dy)
    }

    /// Changes the size of everything about 0, 0.
    mutating func scale(by factor: Double) {
        for place in stacks.indices { stacks[place].scale(by: factor) }
        box = box.scaled(by: factor)
    }

    /// Changes single stacks.
    mutating func change(_ change: (inout Stack) -> Void) {
        for place in stacks.indices { change(&stacks[place]) }
        box = stacks.dropFirst().reduce(stacks[0].box) { $0.union($1.box) }
    }

    /// As seen in a mirror, in the place of a copy of it.
    func mirrored(as other: Cluster) -> Cluster {
        guard other.stacks.count == stacks.count else { return other }
        var mirrored = self
        mirrored.stacks = zip(stacks, other.stacks).map { $0.mirrored(as: $1) }
        mirrored.box = SceneBox(left: -box.right, top: box.top, right: -box.left, bottom: box.bottom)
        return mirrored
    }
}
