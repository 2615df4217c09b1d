import Foundation

// Square tiles.

extension Tessellation {
    /// A quarter, a half or a whole circle, or quarters within each other.
    mutating func arc(_ box: SceneBox, to picture: inout PatternPicture) {
        let colours = space.colours
        let below = colours.step(share(box.centre, unrest: unrest(0.3)))
        picture.add(tile(.rectangle(grown(box)), below))
        let (quiet, accent) = (isQuiet(box.centre), isAccent(box.centre))
        let turn = space.dice.index(4)
        let kind = space.dice.index(8)
        guard !quiet else { return }
        let above = accent ? colours.accent : other(than: below, box.centre)
        let third = space.dice.chance(0.5) ? colours.ground : other(than: above, box.centre)
        switch kind {
        case 0, 1, 2, 3:
            picture.add(tile(quarter(of: box, turn, 1), above, isAccent: accent, isRaised: true))
            if kind < 2 { picture.add(tile(quarter(of: box, turn, 0.5), third, isRaised: true)) }
        case 4, 5:
            picture.add(tile(half(of: box, turn), above, isAccent: accent, isRaised: true))
        case 6:
            picture.add(tile(disc(in: box, 0.36), above, isAccent: accent, isRaised: true))
            picture.add(tile(disc(in: box, 0.15), third, isRaised: true))
        default:
            picture.add(tile(quarter(of: box, turn, 1), above, isAccent: accent, isRaised: true))
            picture.add(tile(quarter(of: box, (turn + 2) % 4, 0.62), third, isRaised: true))
        }
    }

    /// Two arcs that meet in corners; four tiles make a flower.
    mutating func leaf(_ box: SceneBox, to picture: inout PatternPicture) {
        let colours = space.colours
        let below = colours.ground.mixed(with: colours.at(share(box.centre, unrest: 0)), 0.16)
        picture.add(tile(.rectangle(grown(box)), below))
        let accent = isAccent(box.centre)
        let colour = accent ? colours.accent : colours.at(share(box.centre, unrest: unrest(0.22)))
        let isOdd = (Int(box.left / box.width + 0.5) + Int(box.top / box.height + 0.5)).isMultiple(of: 2)
        let isTurned = space.dice.chance(0.28 * space.energy)
        let (from, to) = isOdd != isTurned ? (0, 2) : (1, 3)
        let corners = corners(of: box)
        let (start, end) = (corners[from], corners[to])
        let (one, two) = (corners[(from + 1) % 4], corners[(from + 3) % 4])
        func bent(_ start: ScenePoint, _ end: ScenePoint, by corner: ScenePoint) -> Outline.Piece {
            .cubic(
                start + (corner - start) * Self.roundness,
                end + (corner - end) * Self.roundness,
                end
            )
        }
        let leaf = Outline(pieces: [
            .move(start), bent(start, end, by: one), bent(end, start, by: two), .close,
        ])
        picture.add(tile(leaf, colour, isAccent: accent, isRaised: true))
        guard !isQuiet(box.centre) else { return }
        let dot = space.dice.chance(0.5) ? below : colours.ground
        picture.add(tile(disc(in: box, 0.1), dot))
    }

    private static let roundness = 0.5523

    private func corners(of box: SceneBox) -> [ScenePoint] {
        [
            ScenePoint(x: box.left, y: box.top), ScenePoint(x: box.right, y: box.top),
            ScenePoint(x: box.right, y: box.bottom), ScenePoint(x: box.left, y: box.bottom),
        ]
    }

    /// A hair larger, so that nothing shines through between tiles.
    private func grown(_ box: SceneBox) -> SceneBox { box.inset(byX: -0.4, y: -0.4) }

    private func tile(
        _ outline: Outline,
        _ colour: SketchColour,
        isAccent: Bool = false,
        isRaised: Bool = false
    ) -> PatternShape {
        PatternShape(outlines: [outline], colour: colour, isAccent: isAccent, isRaised: isRaised)
    }

    /// Of the ramp or the ground, well away from `colour`.
    private mutating func other(than colour: SketchColour, _ place: ScenePoint) -> SketchColour {
        let choices = ([space.colours.ground] + space.colours.ramp).filter {
            abs($0.lab.lightness - colour.lab.lightness) > 0.12
        }
        return choices.isEmpty ? space.colours.ground : choices[space.dice.index(choices.count)]
    }

    private func quarter(of box: SceneBox, _ turn: Int, _ size: Double) -> Outline {
        let corners = corners(of: box)
        let centre = corners[turn]
        let start = centre + (corners[(turn + 1) % 4] - centre) * size
        let end = centre + (corners[(turn + 3) % 4] - centre) * size
        let far = start + (end - centre)
        return Outline(pieces: [
            .move(centre), .line(start),
            .cubic(
                start + (far - start) * Self.roundness,
                end + (far - end) * Self.roundness,
                end
            ),
            .close,
        ])
    }

    /// On one side of the tile.
    private func half(of box: SceneBox, _ turn: Int) -> Outline {
        let corners = corners(of: box)
        let (start, end) = (corners[turn], corners[(turn + 1) % 4])
        let deep = (corners[(turn + 2) % 4] - end) * 0.5
        let middle = (start + end) * 0.5 + deep
        return Outline(pieces: [
            .move(start),
            .cubic(start + deep * Self.roundness, middle + (start - end) * (0.5 * Self.roundness), middle),
            .cubic(middle + (end - start) * (0.5 * Self.roundness), end + deep * Self.roundness, end),
            .close,
        ])
    }

    private func disc(in box: SceneBox, _ share: Double) -> Outline {
        .ellipse(at: box.centre, box.width * share, box.height * share)
    }
}
