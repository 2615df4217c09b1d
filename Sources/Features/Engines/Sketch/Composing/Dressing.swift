/// Makes items of placed clusters, in the order that they are painted in.
struct Dressing {
    private static let sky = -2_000.0
    private static let air = -1_000.0

    let cast: Cast

    func items(of placed: [Cluster]) -> [Scene.Item] {
        let stacks = placed.flatMap(\.stacks).enumerated()
            .sorted { (order(of: $0.element), $0.offset) < (order(of: $1.element), $1.offset) }
            .map(\.element)
        var places: [Ties.Key: Int] = [:]
        for (place, piece) in stacks.flatMap(\.pieces).enumerated() { places[piece.key] = place }
        return stacks.flatMap { stack in
            stack.pieces.map { piece in
                let isThing = piece.key == stack.thing.key
                return item(piece, in: places, isGrounded: isThing && stack.isGrounded)
            }
        }
    }

    /// The sky's own things first, then what flies, then what stands, the farther the earlier.
    private func order(of stack: Stack) -> Double {
        if let depth = stack.depth { return depth }
        guard stack.isAloft else { return stack.foot.y }
        return stack.stands == .sky ? Self.sky : Self.air
    }

    private func item(_ piece: Piece, in places: [Ties.Key: Int], isGrounded: Bool) -> Scene.Item {
        let role = cast.roles[piece.key.role]
        return Scene.Item(
            subject: piece.subject.id,
            group: role.mention,
            foot: ScenePoint(x: piece.foot.x.rounded(to: 100), y: piece.foot.y.rounded(to: 100)),
            scale: piece.scale.rounded(to: 10_000),
            isFlipped: piece.isFlipped,
            palette: piece.look.palette,
            colours: colours(of: role, piece.key.copy),
            pose: piece.look.pose,
            expression: role.expression,
            material: role.material,
            turn: piece.turn.rounded(to: 100),
            container: piece.container.flatMap { places[$0] },
            isGrounded: isGrounded
        )
    }

    /// Several colours are shared out among copies, or all used on one.
    private func colours(of role: Cast.Role, _ copy: Int) -> [String] {
        guard role.count > 1, !role.colours.isEmpty else { return role.colours.map(\.text) }
        return [role.colours[copy % role.colours.count].text]
    }
}
