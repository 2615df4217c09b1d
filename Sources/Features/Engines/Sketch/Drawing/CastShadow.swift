/// The shadow that a thing throws on the ground: its silhouette, laid down away from the light.
struct CastShadow {
    /// Level lines of one shadow, at most.
    private static let mostLines = 60

    let item: Scene.Item
    let subject: SketchSubject
    /// Where the shadow of a point falls that is one unit above the ground.
    let fall: ScenePoint

    /// From the subject's view box to the ground.
    var placement: Affine {
        let ground = item.ground(of: subject)
        let laid = Affine(c: -fall.x, d: -fall.y, e: ground * fall.x, f: ground * (1 + fall.y))
        return laid.after(item.placement(of: subject))
    }

    /// What is dark, in the view box.
    var silhouettes: [Outline] { Self.silhouettes(of: subject.posed(item.pose)) }

    static func silhouettes(of parts: [PosedPart]) -> [Outline] {
        var boxes: [SceneBox] = []
        return parts.flatMap(\.shapes).compactMap { shape in
            guard case .fill = shape.role, let box = shape.outline.bounds else { return nil }
            defer { boxes.append(box) }
            return boxes.contains { $0.contains(box, within: 0.5) } ? nil : shape.outline
        }
    }

    /// Level pen strokes across the shadow, their ends as uneven as a hand leaves them.
    func strokes(spacing: Double, _ dice: inout Dice) -> Outline {
        var surface = Surface()
        let change = placement
        for outline in silhouettes { surface.add(outline.mapped(change)) }
        guard let box = surface.box else { return Outline() }
        let step = max(spacing, box.height / Double(Self.mostLines))
        var pieces: [Outline.Piece] = []
        // All shadows on one ground are drawn on the same lines.
        var level = (box.top / step).rounded(.up) * step
        while level < box.bottom {
            for part in surface.stretches(at: level).parts where part.upperBound - part.lowerBound > step {
                let (left, right) = (dice.number(-0.6...0.6) * step, dice.number(-0.6...0.6) * step)
                pieces += [
                    .move(ScenePoint(x: part.lowerBound + left, y: level)),
                    .line(ScenePoint(x: part.upperBound + right, y: level)),
                ]
            }
            level += step
        }
        return Outline(pieces: pieces)
    }
}
