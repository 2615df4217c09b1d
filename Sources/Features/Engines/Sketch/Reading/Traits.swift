/// What reading must know of a subject, to tell who wears from what is worn.
struct Traits: Hashable, Sendable {
    /// Taller things are held only where that is said.
    private static let tallestHeld = 0.24

    let kind: SketchSubject.Kind
    let stands: SketchSubject.Stand
    let isWorn: Bool
    let isHeld: Bool
    let canWear: Bool
    let canHold: Bool
    /// Whether something fits into it.
    let hasRoom: Bool
    let hasFace: Bool
    /// The faces that it can make.
    let faces: Set<String>
    /// The poses that it is drawn in besides its usual one.
    let poses: Set<String>

    init(_ subject: SketchSubject, poses: Set<String>) {
        let anchors = subject.anchors
        kind = subject.kind
        stands = subject.stands
        self.poses = poses
        faces = Set(subject.expressions)
        isWorn = subject.worn != nil || kind == .clothing
        isHeld =
            subject.held != nil || kind == .food
            || [.object, .plant].contains(kind) && subject.height <= Self.tallestHeld
        let isBody = kind == .person || kind == .animal
        canWear = isBody || !anchors.isDisjoint(with: [.head, .eyes, .neck, .back])
        canHold = kind == .person || anchors.contains(.hand)
        hasRoom = subject.room != nil
        hasFace = isBody || !subject.expressions.isEmpty
    }

    /// How it is where somebody has it who brings it along; nil when they only come together.
    func relation(with owner: Traits) -> Relation? {
        if isWorn, owner.canWear { return .wornBy }
        if isHeld, owner.canHold { return .heldBy }
        return owner.hasRoom && (isHeld || kind == .animal) ? .inside : nil
    }

    /// Whether it moves by itself.
    var isAlive: Bool { hasFace || canWear || canHold }

    /// Whether somebody made it, of some material.
    var isMade: Bool {
        switch kind {
        case .building, .vehicle, .furniture, .clothing, .object: true
        case .person, .animal, .plant, .food, .nature, .sky: false
        }
    }
}
