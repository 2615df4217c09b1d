import Foundation

/// The outlines of clouds, from the same hand as those of the settings: round heads on a level foot.
struct CloudShape {
    var dice: Dice

    /// A cloud of its own, so wide, its foot at 0, 0.
    mutating func free(width: Double) -> Outline {
        let heads = 4 + dice.index(3)
        let step = width / Double(heads)
        var pieces: [Outline.Piece] = [.move(ScenePoint(x: -width / 2, y: 0))]
        var last = ScenePoint(x: -width / 2, y: 0)
        for head in 0..<heads {
            // The middle heads stand highest.
            let share = (Double(head) + 1) / Double(heads)
            let arch = sin(.pi * min(share, 0.999)) * width * 0.2
            let end = ScenePoint(
                x: -width / 2 + step * Double(head + 1),
                y: head == heads - 1 ? 0 : -arch * dice.number(0.75...1.15)
            )
            let height = step * (0.5 + 0.6 * sin(.pi * (share - 0.5 / Double(heads))))
            pieces.append(bump(from: last, to: end, height: height * dice.number(0.85...1.15)))
            last = end
        }
        let foot = width * 0.05
        pieces.append(
            .cubic(
                ScenePoint(x: width * 0.36, y: foot),
                ScenePoint(x: -width * 0.36, y: foot),
                ScenePoint(x: -width / 2, y: 0)
            )
        )
        return Outline(pieces: pieces + [.close])
    }

    private func bump(from start: ScenePoint, to end: ScenePoint, height: Double) -> Outline.Piece {
        let lean = (end.x - start.x) * 0.12
        return .cubic(
            ScenePoint(x: start.x - lean, y: min(start.y, end.y) - height),
            ScenePoint(x: end.x + lean, y: min(start.y, end.y) - height),
            end
        )
    }

    /// The dark underside of a free cloud.
    mutating func underside(width: Double) -> Outline {
        let height = width * dice.number(0.07...0.1)
        return Outline(pieces: [
            .move(ScenePoint(x: -width * 0.48, y: -width * 0.01)),
            .cubic(
                ScenePoint(x: -width * 0.2, y: -height * 1.6),
                ScenePoint(x: width * 0.16, y: height * 0.1),
                ScenePoint(x: width * 0.49, y: -height * 0.6)
            ),
            .cubic(
                ScenePoint(x: width * 0.36, y: width * 0.048),
                ScenePoint(x: -width * 0.36, y: width * 0.048),
                ScenePoint(x: -width * 0.48, y: -width * 0.01)
            ),
            .close,
        ])
    }

    /// The underside of a cover that reaches from above the picture down to a level, heads hanging down.
    mutating func ceiling(right: Double, at level: Double, head: Double) -> Outline {
        var x = -head * dice.number(0.2...1)
        var last = ScenePoint(x: x, y: level)
        var pieces: [Outline.Piece] = [.move(ScenePoint(x: x, y: -60)), .line(last)]
        while x < right + 20 {
            let width = head * dice.number(0.35...1.5)
            let end = ScenePoint(x: x + width, y: level + dice.number(-0.34...0.3) * head)
            let depth = width * dice.number(0.36...0.6)
            pieces.append(
                .cubic(
                    ScenePoint(x: last.x - width * 0.06, y: max(last.y, end.y) + depth),
                    ScenePoint(x: end.x + width * 0.06, y: max(last.y, end.y) + depth),
                    end
                )
            )
            last = end
            x = end.x
        }
        return Outline(pieces: pieces + [.line(ScenePoint(x: x, y: -60)), .close])
    }
}
