import Foundation

/// Points joined to their neighbours, dense and bright around one of them.
struct Constellation {
    private var space: PatternSpace
    private let noise: SmoothNoise

    init(space: PatternSpace) {
        self.space = space
        noise = space.noise()
    }

    func picture() -> PatternPicture {
        var constellation = self
        return constellation.drawn()
    }

    private mutating func drawn() -> PatternPicture {
        let colours = space.colours
        var picture = PatternPicture(ground: [
            colours.ground, colours.ground.mixed(with: colours.at(0.2), 0.4),
        ])
        let points = points()
        let mesh = Triangulation(points)
        glow(to: &picture)
        for corners in mesh.triangles {
            panel([corners.0, corners.1, corners.2].map { mesh.points[$0] }, to: &picture)
        }
        lines(mesh, to: &picture)
        nodes(mesh.points, to: &picture)
        return picture
    }

    /// Closer together around the focus.
    private mutating func points() -> [ScenePoint] {
        let wanted = Int((46 + 80 * space.density) * (0.6 + 0.4 * space.area))
        let reach = (180 - 70 * space.density) * space.scale
        var points = [space.focus]
        for _ in 0..<wanted * 14 where points.count < wanted {
            let place = ScenePoint(
                x: space.dice.number(-0.04...1.04) * space.width,
                y: space.dice.number(-0.04...1.04) * space.height
            )
            let away = (place - space.focus).length / (700 * space.scale)
            let least = reach * (0.24 + min(away, 1.1) * 0.75)
            if points.allSatisfy({ ($0 - place).length > least }) { points.append(place) }
        }
        return points
    }

    private func glow(to picture: inout PatternPicture) {
        let radius = min(space.width, space.height) * 0.5
        for (reach, opacity) in [(1.0, 0.1), (0.66, 0.12), (0.36, 0.16)] {
            let disc = Outline.ellipse(at: space.focus, radius * reach, radius * reach)
            picture.add(
                PatternShape(
                    outlines: [disc],
                    colour: space.colours.at(0.5),
                    opacity: opacity,
                    isRaised: false
                )
            )
        }
    }

    /// Thin glass in some of the triangles, more of it near the focus.
    private mutating func panel(_ corners: [ScenePoint], to picture: inout PatternPicture) {
        let centre = corners.reduce(.zero, +) * (1 / 3.0)
        let near = exp(-pow((centre - space.focus).length / (430 * space.scale), 2))
        guard space.dice.chance(0.1 + 0.75 * near * (0.5 + space.energy * 0.5)), isEven(corners) else {
            return
        }
        picture.add(
            PatternShape(
                outlines: [.polygon(corners)],
                colour: space.colours.at(1.1 - near + space.dice.number(-0.25...0.25)),
                opacity: 0.3 + 0.55 * near
            )
        )
    }

    private func isEven(_ corners: [ScenePoint]) -> Bool {
        let sides = [
            (corners[0] - corners[1]).length, (corners[1] - corners[2]).length,
            (corners[2] - corners[0]).length,
        ]
        return (sides.max() ?? 0) < 300 * space.scale
    }

    private func lines(_ mesh: Triangulation, to picture: inout PatternPicture) {
        var near: [Outline] = []
        var far: [Outline] = []
        var drawn: Set<[Int]> = []
        for (a, b, c) in mesh.triangles {
            for (start, end) in [(a, b), (b, c), (c, a)]
            where drawn.insert([min(start, end), max(start, end)]).inserted {
                let (from, to) = (mesh.points[start], mesh.points[end])
                guard (from - to).length < 290 * space.scale else { continue }
                let middle = (from + to) * 0.5
                let line = Outline(pieces: [.move(from), .line(to)])
                if (middle - space.focus).length < 330 * space.scale {
                    near.append(line)
                } else {
                    far.append(line)
                }
            }
        }
        let colour =
            space.colours.isDark ? space.colours.at(1).mixed(with: .white, 0.35) : space.colours.at(1)
        for (lines, width, opacity) in [(far, 1.3, 0.5), (near, 2.1, 0.85)] {
            picture.add(
                PatternShape(
                    outlines: lines,
                    form: .strand(width * space.scale),
                    colour: colour,
                    opacity: opacity,
                    isRaised: false
                )
            )
        }
    }

    private mutating func nodes(_ points: [ScenePoint], to picture: inout PatternPicture) {
        let bright = space.colours.isDark ? space.colours.at(1).mixed(with: .white, 0.6) : space.colours.at(1)
        var (small, large): ([Outline], [Outline]) = ([], [])
        for point in points.dropFirst() {
            let isLarge = space.dice.chance(0.14)
            let radius = (isLarge ? space.dice.number(8...15) : space.dice.number(2.5...5.5)) * space.scale
            let disc = Outline.ellipse(at: point, radius, radius)
            if isLarge { large.append(disc) } else { small.append(disc) }
        }
        let radius = 30 * space.scale
        picture.add(PatternShape(outlines: small, colour: bright, isRaised: false))
        picture.add(PatternShape(outlines: large, colour: space.colours.accent, isAccent: true))
        picture.add(
            PatternShape(
                outlines: [.ellipse(at: space.focus, radius * 1.7, radius * 1.7)],
                colour: space.colours.accent,
                opacity: 0.3,
                isRaised: false
            )
        )
        picture.add(
            PatternShape(
                outlines: [.ellipse(at: space.focus, radius, radius)],
                colour: space.colours.accent,
                isAccent: true
            )
        )
    }
}
