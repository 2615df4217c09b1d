/// Builds things with all that they carry.
struct StackBuilder {
    /// What is painted over what: contents first, what a hand holds last.
    private static let order: [Relation] = [.inside, .on, .wornBy, .heldBy]

    let cast: Cast
    let ties: Ties
    let isSymmetrical: Bool
    var dice: Dice

    /// A copy of a role, its foot at 0, 0.
    mutating func stack(_ key: Ties.Key, isFlipped: Bool? = nil) -> Stack {
        let role = cast.roles[key.role]
        let flips = isFlipped ?? (!isSymmetrical && dice.chance(0.5))
        let piece = Piece(
            subject: role.subject,
            key: key,
            look: look(of: key, role),
            height: role.height,
            isFlipped: role.subject.mirror && flips
        )
        var stack = Stack(piece, stands: role.stands)
        for relation in Self.order { load(&stack, relation) }
        return stack
    }

    /// Two that mirror each other look the same.
    private func look(of key: Ties.Key, _ role: Cast.Role) -> Look {
        let nth = isSymmetrical ? key.copy / 2 : key.copy
        return role.looks[nth % role.looks.count]
    }

    private mutating func load(_ stack: inout Stack, _ relation: Relation) {
        let keys = ties.guests(of: stack.thing.key).filter { $0.relation == relation }.map(\.key)
        guard !keys.isEmpty else { return }
        let follows = relation == .heldBy || relation == .wornBy
        let guests = keys.map { self.stack($0, isFlipped: follows ? stack.thing.isFlipped : nil) }
        switch relation {
        case .inside: Containing(guests: guests).load(&stack, &dice)
        case .on: Seating(guests: guests).load(&stack, &dice)
        case .wornBy: Wearing(sizes: keys.map { cast.roles[$0.role].size }).load(guests, onto: &stack)
        default: Holding(guests: guests).load(&stack)
        }
    }
}
