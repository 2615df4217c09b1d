import Foundation

/// Rings around a few places, each a little beside the last, so that one looks into depth.
struct Ripples {
    private var space: PatternSpace
    private let noise: SmoothNoise

    init(space: PatternSpace) {
        self.space = space
        noise = space.noise()
    }

    func picture() -> PatternPicture {
        var ripples = self
        return ripples.drawn()
    }

    private mutating func drawn() -> PatternPicture {
        let colours = space.colours
        var picture = PatternPicture(ground: [
            colours.ground, colours.ground.mixed(with: colours.at(0), 0.22),
        ])
        // A long sheet has further wells beside the one that is looked at first.
        let wells = space.isWide || space.isTall ? Int(space.area / 1.6) : 0
        for well in 0..<min(wells, 5) { side(well, of: wells, to: &picture) }
        let largest = min(space.width, space.height) * space.dice.number(0.5...0.66) * space.scale
        self.well(at: space.focus, largest, rings: Int(8 + 9 * space.density), isMain: true, to: &picture)
        for drop in 0..<drops { self.drop(drop, to: &picture) }
        return picture
    }

    private var drops: Int { Int((1 + 8 * space.energy) * space.area.squareRoot()) }

    /// A smaller well in its own stretch of the sheet, unless the main one is there.
    private mutating func side(_ index: Int, of count: Int, to picture: inout PatternPicture) {
        let along = (Double(index) + space.dice.number(0.25...0.75)) / Double(count)
        let across = space.dice.number(0.15...0.85)
        let place =
            space.isTall
            ? ScenePoint(x: across * space.width, y: along * space.height)
            : ScenePoint(x: along * space.width, y: across * space.height)
        let radius = min(space.width, space.height) * space.dice.number(0.26...0.5)
        guard (place - space.focus).length > radius + 620 * space.scale else { return }
        well(at: place, radius, rings: Int(5 + 5 * space.density), isMain: false, to: &picture)
    }

    /// Discs within discs.
    private mutating func well(
        at place: ScenePoint,
        _ largest: Double,
        rings: Int,
        isMain: Bool,
        to picture: inout PatternPicture
    ) {
        let lean = space.dice.number(0...6.28)
        let slip = largest * (0.12 + 0.36 * space.variety)
        let wobble = 0.015 + 0.09 * max(0, space.energy - 0.2)
        for ring in 0..<rings {
            let share = Double(ring) / Double(rings)
            let radius = largest * pow(1 - share, 1.15)
            let way = ScenePoint(x: cos(lean), y: sin(lean)) * (slip * (1 - pow(1 - share, 1.3)))
            let isLast = ring == rings - 1 && isMain
            let colour = isLast ? space.colours.accent : self.colour(ring, share)
            picture.add(
                PatternShape(
                    outlines: [blob(at: place + way, radius, wobble, turn: share)],
                    colour: colour,
                    fade: PatternFade(
                        start: ScenePoint(x: 0, y: place.y - radius),
                        end: ScenePoint(x: 0, y: place.y + radius),
                        colour: colour.mixed(with: space.colours.ground, isLast ? 0 : 0.28)
                    ),
                    isAccent: isLast
                )
            )
        }
    }

    /// Rings of one tone after another, every other one a breath lighter.
    private func colour(_ ring: Int, _ share: Double) -> SketchColour {
        let plain = space.colours.at(share * 1.1)
        return ring.isMultiple(of: 2) ? plain : plain.mixed(with: space.colours.ground, 0.16)
    }

    private func blob(at centre: ScenePoint, _ radius: Double, _ wobble: Double, turn: Double) -> Outline {
        guard wobble > 0.02 else { return .ellipse(at: centre, radius, radius) }
        let points = (0..<40).map { corner -> ScenePoint in
            let angle = Double(corner) / 40 * 2 * .pi
            let swell = noise(cos(angle) * 1.1 + turn * 0.7, sin(angle) * 1.1 + turn * 0.4)
            let reach = radius * (1 + wobble * 1.6 * swell)
            return ScenePoint(x: centre.x + cos(angle) * reach, y: centre.y + sin(angle) * reach)
        }
        return .smooth(points)
    }

    /// A few thin rings somewhere else, and what fell in.
    private mutating func drop(_ index: Int, to picture: inout PatternPicture) {
        let least = min(space.width, space.height)
        let place = ScenePoint(
            x: space.dice.number(0.06...0.94) * space.width,
            y: space.dice.number(0.06...0.94) * space.height
        )
        let radius = least * space.dice.number(0.05...0.17) * (index == 0 ? 1.5 : 1)
        let isInside = (place - space.focus).length < least * 0.3
        guard !isInside else { return }
        let colour =
            space.colours.isDark
            ? space.colours.at(0).mixed(with: .white, 0.3) : space.colours.at(1)
        let rings = 3 + space.dice.index(3)
        for ring in 0..<rings {
            let share = Double(ring + 1) / Double(rings)
            picture.add(
                PatternShape(
                    outlines: [.ellipse(at: place, radius * share, radius * share)],
                    form: .strand((4.4 - 3 * share) * space.scale),
                    colour: colour,
                    opacity: 0.95 - 0.55 * share,
                    isRaised: false
                )
            )
        }
        let dot = least * 0.008
        picture.add(
            PatternShape(
                outlines: [.ellipse(at: place, dot, dot)],
                colour: space.colours.accent,
                isAccent: true,
                isRaised: false
            )
        )
    }
}
