/// Large soft shapes over a sky of colour, with grain: a sun above dunes, arches within arches, or curtains of light.
struct Haze {
    var space: PatternSpace
    let noise: SmoothNoise

    init(space: PatternSpace) {
        self.space = space
        noise = space.noise()
    }

    func picture() -> PatternPicture {
        var haze = self
        return haze.drawn()
    }

    private mutating func drawn() -> PatternPicture {
        let colours = space.colours
        let high = colours.ground.mixed(with: colours.at(0.1), 0.22)
        let low = colours.ground.mixed(with: colours.at(0.4), 0.5)
        var picture = PatternPicture(ground: [high, low])
        switch space.variety {
        case ..<0.4: dunes(to: &picture)
        case ..<0.7: arches(to: &picture)
        default: curtains(to: &picture)
        }
        return picture
    }

    func fading(
        _ outline: Outline,
        _ colour: SketchColour,
        from start: ScenePoint,
        to end: ScenePoint,
        into next: SketchColour,
        opacity: Double,
        isAccent: Bool = false
    ) -> PatternShape {
        PatternShape(
            outlines: [outline],
            colour: colour,
            fade: PatternFade(start: start, end: end, colour: next, opacity: opacity),
            isAccent: isAccent
        )
    }

    /// Dark dots where a shape turns away from the light.
    func grain(_ outline: Outline, from start: ScenePoint, to end: ScenePoint) -> PatternShape {
        let colour = space.colours.at(1).mixed(with: SketchColour(red: 0.1, green: 0.06, blue: 0.18), 0.55)
        return PatternShape(
            outlines: [outline],
            form: .grain,
            colour: colour,
            fade: PatternFade(start: start, end: end, colour: colour, opacity: 0),
            isRaised: false
        )
    }

    mutating func sun(to picture: inout PatternPicture, _ centre: ScenePoint, _ radius: Double) {
        let colours = space.colours
        for (reach, opacity) in [(2.3, 0.14), (1.6, 0.2)] {
            picture.add(
                PatternShape(
                    outlines: [.ellipse(at: centre, radius * reach, radius * reach)],
                    colour: colours.accent,
                    opacity: opacity,
                    isRaised: false
                )
            )
        }
        let disc = Outline.ellipse(at: centre, radius, radius)
        let (top, bottom) = (
            ScenePoint(x: centre.x - radius * 0.4, y: centre.y - radius),
            ScenePoint(x: centre.x + radius * 0.4, y: centre.y + radius)
        )
        let next = colours.accent.mixed(with: colours.at(0.5), 0.6)
        picture.add(
            fading(disc, colours.accent, from: top, to: bottom, into: next, opacity: 1, isAccent: true)
        )
        picture.add(grain(disc, from: bottom, to: centre))
    }
}
