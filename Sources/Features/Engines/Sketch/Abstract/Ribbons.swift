import Foundation

/// Broad ribbons of several strands each, that swing across the sheet over and under each other.
struct Ribbons {
    private var space: PatternSpace

    init(space: PatternSpace) {
        self.space = space
    }

    func picture() -> PatternPicture {
        var ribbons = self
        return ribbons.drawn()
    }

    private mutating func drawn() -> PatternPicture {
        let colours = space.colours
        var picture = PatternPicture(ground: [colours.ground, colours.ground.mixed(with: colours.at(0), 0.2)])
        let count = Int(3 + 4 * space.density)
        let strands = 4 + space.dice.index(3)
        let first = space.dice.index(strands)
        for ribbon in 0..<count {
            let share = Double(ribbon) / Double(max(count - 1, 1))
            let path = path(share)
            let width = (17 - 5 * space.density) * space.scale * space.dice.number(0.85...1.25)
            lay(path, strands, width, ribbon == count / 2 ? first : -1, share, to: &picture)
        }
        return picture
    }

    /// Along the long side, swinging about its own lane, all through the neighbourhood of the focus.
    private mutating func path(_ lane: Double) -> [ScenePoint] {
        let (long, short) = space.isTall ? (space.height, space.width) : (space.width, space.height)
        let focus = space.isTall ? space.focus.y : space.focus.x
        let centre = space.isTall ? space.focus.x : space.focus.y
        let turns = (0.7 + 1.5 * space.energy) * long / 1_100
        let swing = short * (0.14 + 0.26 * space.energy)
        let (phase, end) = (space.dice.number(0...6.28), space.dice.number(-0.25...1.25))
        let own = short * (-0.1 + 1.2 * lane)
        return (-3...51).map { step in
            let along = Double(step) / 48
            let near = exp(-pow((along * long - focus) / (0.3 * 1_000 * space.scale), 2))
            let drift = own + (short * end - own) * along
            let knot = drift + (centre - drift) * near * 0.8
            let across = knot + swing * sin(along * turns * 6.28 + phase) * (1 - near * 0.55)
            return space.isTall
                ? ScenePoint(x: across, y: along * long) : ScenePoint(x: along * long, y: across)
        }
    }

    private mutating func lay(
        _ path: [ScenePoint],
        _ count: Int,
        _ width: Double,
        _ accent: Int,
        _ share: Double,
        to picture: inout PatternPicture
    ) {
        let whole = width * Double(count) * 1.14
        picture.add(
            PatternShape(
                outlines: [.flowing(path)],
                form: .strand(whole + 14 * space.scale),
                colour: space.colours.ground
            )
        )
        for strand in 0..<count {
            let off = (Double(strand) - Double(count - 1) / 2) * width * 1.14
            let along = share * 0.55 + 0.55 * Double(strand) / Double(max(count - 1, 1))
            let isAccent = strand == accent
            picture.add(
                PatternShape(
                    outlines: [.flowing(Self.beside(path, by: off))],
                    form: .strand(width),
                    colour: isAccent ? space.colours.accent : space.colours.at(along),
                    isAccent: isAccent,
                    isRaised: false
                )
            )
        }
    }

    /// A line beside a line; where that bends too sharply it is drawn together.
    private static func beside(_ path: [ScenePoint], by off: Double) -> [ScenePoint] {
        path.indices.map { place in
            let way = path[min(place + 1, path.count - 1)] - path[max(place - 1, 0)]
            let length = max(way.length, 0.001)
            return path[place] + ScenePoint(x: -way.y / length, y: way.x / length) * off
        }
    }
}
