import Foundation

// Tiles on a grid of triangles.

extension Tessellation {
    private static let rise = 0.866_025

    /// Stacked cubes: three lozenges each, lit from above.
    mutating func cubes(to picture: inout PatternPicture) {
        let side = side(least: 6, most: 12) * 0.62
        let (half, rise) = (side * Self.rise, side * 1.5)
        var (y, isOdd) = (-side, false)
        while y < space.height + side * 2 {
            var x = isOdd ? 0.0 : -half
            while x < space.width + half * 2 {
                cube(at: ScenePoint(x: x, y: y), side, half, to: &picture)
                x += half * 2
            }
            y += rise
            isOdd.toggle()
        }
    }

    private mutating func cube(
        at centre: ScenePoint,
        _ side: Double,
        _ half: Double,
        to picture: inout PatternPicture
    ) {
        let accent = isAccent(centre)
        let plain = accent ? space.colours.accent : space.colours.at(share(centre, unrest: unrest(0.18)))
        func corner(_ x: Double, _ y: Double) -> ScenePoint {
            ScenePoint(x: centre.x + x * half, y: centre.y + y * side)
        }
        let (top, right, low) = (corner(0, -1), corner(1, -0.5), corner(1, 0.5))
        let (bottom, down, left) = (corner(0, 1), corner(-1, 0.5), corner(-1, -0.5))
        let faces: [([ScenePoint], SketchColour)] = [
            ([top, right, centre, left], plain.mixed(with: .white, 0.24)),
            ([left, centre, bottom, down], plain),
            ([right, low, bottom, centre], plain.mixed(with: Self.shadow, 0.34)),
        ]
        for (corners, colour) in faces {
            picture.add(
                PatternShape(
                    outlines: [.polygon(corners)],
                    colour: colour,
                    isAccent: accent,
                    isRaised: false
                )
            )
        }
    }

    private static let shadow = SketchColour(red: 0.14, green: 0.1, blue: 0.28)

    /// Rows of triangles, up and down, some of them in one with a neighbour.
    mutating func triangles(to picture: inout PatternPicture) {
        let side = side(least: 7, most: 13) * 1.15
        let rise = side * Self.rise
        var (y, isOdd) = (-rise * 0.2, false)
        while y < space.height {
            var x = isOdd ? -side : -side / 2
            var isUp = true
            while x < space.width + side {
                let corners =
                    isUp
                    ? [(0.0, 1.0), (1, 1), (0.5, 0)] : [(0.0, 0.0), (1, 0), (0.5, 1)]
                triangle(
                    corners.map { ScenePoint(x: x + $0.0 * side, y: y + $0.1 * rise) },
                    isUp: isUp,
                    to: &picture
                )
                x += side / 2
                isUp.toggle()
            }
            y += rise
            isOdd.toggle()
        }
    }

    private mutating func triangle(_ corners: [ScenePoint], isUp: Bool, to picture: inout PatternPicture) {
        let centre = corners.reduce(.zero, +) * (1 / 3.0)
        let accent = isAccent(centre)
        let along = share(centre, unrest: unrest(0.26))
        // Out at the edges the ground shows more and more.
        let isGone = along < 0.12 && space.dice.chance(0.75)
        guard !isGone else { return }
        let lit = space.colours.at(along).mixed(with: isUp ? .white : Self.shadow, isUp ? 0.1 : 0.12)
        picture.add(
            PatternShape(
                outlines: [.polygon(corners)],
                colour: accent ? space.colours.accent : lit,
                isAccent: accent,
                isRaised: false
            )
        )
    }
}
