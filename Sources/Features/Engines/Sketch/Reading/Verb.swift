/// What one thing does with another: holding, wearing, riding.
struct Verb: Hashable, Sendable {
    /// What that says of where they are; nil leaves it to what is named, as "with" does.
    let relation: Relation?
    /// What whoever does it looks like.
    let pose: String?
    /// Whether the figure is named after the verb: who holds comes first, what is held after it.
    let leadsToFigure: Bool

    static let with = Verb(relation: nil, pose: nil, leadsToFigure: true)

    /// Whether what follows belongs to whoever does it: it is held, worn or brought along.
    var isCarrying: Bool { relation == nil || relation == .heldBy || relation == .wornBy }
}
