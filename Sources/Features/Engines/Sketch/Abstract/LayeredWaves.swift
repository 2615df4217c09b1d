import Foundation

/// Waves behind waves, growing towards whoever looks, and a disc above them.
struct LayeredWaves {
    private var space: PatternSpace
    private let noise: SmoothNoise

    init(space: PatternSpace) {
        self.space = space
        noise = space.noise()
    }

    func picture() -> PatternPicture {
        var waves = self
        return waves.drawn()
    }

    private var count: Int {
        let tall = space.isTall ? min(space.height / space.width, 2.2) : 1
        return Int((6 + 6 * space.density) * tall)
    }

    private mutating func drawn() -> PatternPicture {
        let colours = space.colours
        var picture = PatternPicture(ground: [
            colours.ground, colours.ground.mixed(with: colours.at(0), 0.34),
        ])
        disc(to: &picture)
        let top = space.height * space.dice.number(0.26...0.36)
        let phase = space.dice.number(0...6.28)
        let drift = space.dice.number(0.5...1.1) * space.dice.sign()
        for layer in 0..<count {
            let share = Double(layer) / Double(max(count - 1, 1))
            let level = top + (space.height * 1.02 - top) * pow(share, 1.22)
            let crest = crest(level: level, share: share, phase: phase + drift * Double(layer))
            let colour = colours.at(share)
            picture.add(body(crest, colour, share))
            lines(below: crest, colour, share, to: &picture)
        }
        return picture
    }

    /// Half sunk, with rings around it that fade.
    private mutating func disc(to picture: inout PatternPicture) {
        let colours = space.colours
        let radius = min(space.width, space.height) * space.dice.number(0.13...0.2)
        let low = space.height * space.dice.number(0.24...0.33)
        let centre = ScenePoint(x: space.focus.x, y: max(low, radius * 1.25))
        for (reach, opacity) in [(2.5, 0.12), (1.9, 0.16), (1.42, 0.22)] {
            let ring = Outline.ellipse(at: centre, radius * reach, radius * reach)
            picture.add(
                PatternShape(outlines: [ring], colour: colours.accent, opacity: opacity, isRaised: false)
            )
        }
        picture.add(
            PatternShape(
                outlines: [.ellipse(at: centre, radius, radius)],
                colour: colours.accent,
                fade: PatternFade(
                    start: ScenePoint(x: centre.x, y: centre.y - radius),
                    end: ScenePoint(x: centre.x, y: centre.y + radius),
                    colour: colours.accent.mixed(with: colours.ground, 0.35)
                ),
                isAccent: true
            )
        )
    }

    /// From left to right; sharp above and round below, the more the livelier.
    private mutating func crest(level: Double, share: Double, phase: Double) -> [ScenePoint] {
        let size = (0.55 + 0.75 * share) * min(space.width, space.height) / 1_000
        let height = (18 + 74 * space.energy) * size
        let length = (300 + 280 * space.variety) * size * (1 + 0.35 * (space.scale - 1))
        let sharp = 0.2 + 0.75 * space.energy
        let step = max(length / 9, space.width / 110)
        var points: [ScenePoint] = []
        var x = -length * 0.6
        while x < space.width + length * 0.6 {
            let angle = x / length * 2 * .pi + phase
            let swell = 0.7 + 0.6 * noise(x / (length * 2.1), level / 260)
            let roll = noise(x / (length * 3.4) + 40, level / 300) * height * 1.1
            points.append(
                ScenePoint(
                    x: x - sharp * height * swell * 0.9 * sin(angle),
                    y: level - height * swell * cos(angle) - roll
                )
            )
            x += step
        }
        return points
    }

    private func body(_ crest: [ScenePoint], _ colour: SketchColour, _ share: Double) -> PatternShape {
        let bottom = space.height + 60
        let left = crest.first?.x ?? 0
        let right = crest.last?.x ?? 0
        let line = Outline.flowing(crest).pieces
        let corners: [Outline.Piece] = [
            .line(ScenePoint(x: right, y: bottom)), .line(ScenePoint(x: left, y: bottom)), .close,
        ]
        let top = crest.map(\.y).min() ?? 0
        let deep = (0.16 + 0.1 * share) * min(space.height, 1_400)
        let next =
            space.colours.isDark
            ? colour.mixed(with: space.colours.ground, 0.42) : colour.mixed(with: space.colours.ground, 0.5)
        return PatternShape(
            outlines: [Outline(pieces: line + corners)],
            colour: colour,
            fade: PatternFade(
                start: ScenePoint(x: 0, y: top),
                end: ScenePoint(x: 0, y: top + deep),
                colour: next
            )
        )
    }

    /// Echoes of the crest, thinner and fainter downwards.
    private mutating func lines(
        below crest: [ScenePoint],
        _ colour: SketchColour,
        _ share: Double,
        to picture: inout PatternPicture
    ) {
        let size = (0.5 + 0.8 * share) * space.scale
        let light = colour.mixed(with: space.colours.isDark ? .white : space.colours.ground, 0.6)
        for echo in 0..<(space.density > 0.5 ? 4 : 3) {
            let down = (10 + 13 * Double(echo)) * size
            let line = Outline.flowing(crest.map { ScenePoint(x: $0.x, y: $0.y + down) })
            picture.add(
                PatternShape(
                    outlines: [line],
                    form: .strand((3.2 - 0.7 * Double(echo)) * size),
                    colour: light,
                    opacity: 0.8 - 0.18 * Double(echo),
                    isRaised: false
                )
            )
        }
    }
}
