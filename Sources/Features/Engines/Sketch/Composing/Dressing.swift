import Kernel

/// Gives placed pieces their colours and poses, and makes items of them.
struct Dressing {
    /// Copies of one thing share so many looks at most, so that the drawing stays small.
    static let mostLooks = 3

    let cast: Cast
    let seed: Seed

    func items(of placed: [Layout.PlacedCluster], canvas: Scene.Canvas) -> [Scene.Item] {
        let looks = cast.roles.indices.map { self.looks(of: $0) }
        return placed.flatMap { placed in
            let pieces = placed.cluster.pieces.sorted { $0.order < $1.order }
            let level = placed.order
            return pieces.map { piece in
                item(piece, looks[piece.role], isGrounded: isGrounded(piece, placed.cluster, level, canvas))
            }
        }
    }

    private struct Look {
        let palette: Int
        let pose: [String: Double]
    }

    private func looks(of role: Int) -> [Look] {
        let role = (index: role, subject: cast.roles[role].subject)
        var dice = Dice(seed.number, for: .composing, role.index + 1)
        let palette = dice.index(role.subject.palettes.count)
        return (0..<Self.mostLooks).map { nth in
            let pose = role.subject.pose.sorted { $0.key < $1.key }
                .map { ($0.key, (dice.number($0.value) * 100).rounded() / 100) }
            return Look(
                palette: (palette + nth) % role.subject.palettes.count,
                pose: Dictionary(uniqueKeysWithValues: pose)
            )
        }
    }

    private func item(_ piece: Piece, _ looks: [Look], isGrounded: Bool) -> Scene.Item {
        let role = cast.roles[piece.role]
        let look = looks[piece.copy % looks.count]
        return Scene.Item(
            subject: piece.subject.id,
            group: piece.role,
            foot: ScenePoint(x: piece.foot.x.rounded(to: 100), y: piece.foot.y.rounded(to: 100)),
            scale: piece.scale.rounded(to: 10_000),
            isFlipped: piece.isFlipped,
            palette: look.palette,
            colours: colours(of: role, piece.copy),
            pose: look.pose,
            isGrounded: isGrounded
        )
    }

    /// Several colours are shared out among copies, or all used on one.
    private func colours(of role: Cast.Role, _ copy: Int) -> [String] {
        guard role.count > 1, !role.colours.isEmpty else { return role.colours.map(\.text) }
        return [role.colours[copy % role.colours.count].text]
    }

    /// Rests near the line that its cluster stands on.
    private func isGrounded(
        _ piece: Piece,
        _ cluster: Cluster,
        _ level: Double,
        _ canvas: Scene.Canvas
    ) -> Bool {
        let stands = piece.subject.stands
        guard !cluster.isAloft, stands == .ground || stands == .water else { return false }
        return piece.foot.y > level - piece.box.height * 0.4 - canvas.unit * 0.02
    }
}

extension Double {
    /// To so many steps in one.
    func rounded(to steps: Double) -> Double {
        (self * steps).rounded() / steps
    }
}
