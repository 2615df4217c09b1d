/// The colours of a pattern as they are drawn: by the hour's light, turned by the mood, in the style's manner.
struct PatternColours: Sendable {
    /// How much of the hour's light reaches them: palettes are chosen by the hour already.
    private static let light = 0.3
    static let darkGround = 0.55
    /// Of the ground, in Oklab.
    private static let darkest = 0.16

    let ground: SketchColour
    /// Three or more, from one end to the other.
    let ramp: [SketchColour]
    let accent: SketchColour
    /// How dark the ground is, from 0 to 1, also where the style shows its paper instead.
    let dusk: Double

    init(_ pattern: Scene.Pattern, _ colouring: Colouring) {
        let seen = pattern.colours.compactMap { SketchColour($0) }.map { colour in
            pattern.isAsked
                ? colouring.toning.thing(colour, isAsked: true) : colouring.air(colour, share: Self.light)
        }
        let own = seen.first.map { $0.lifted(by: max(0, Self.darkest - $0.lab.lightness)) } ?? .white
        var (ramp, accent) = (Array(seen.dropFirst().dropLast()), seen.last ?? .black)
        dusk = 1 - own.lab.lightness
        if let paper = colouring.style.patternGround {
            let sheet = PatternPaper(paper: paper, accent: colouring.style.accent)
            if !pattern.isAsked {
                ramp = sheet.tones(of: ramp, isTurned: own.lab.lightness < Self.darkGround)
            }
            accent = pattern.isAsked ? accent : sheet.accent(for: accent)
            ground = paper
        } else {
            ground = own
        }
        self.ramp = ramp.isEmpty ? [accent] : ramp
        self.accent = accent
    }

    var isDark: Bool { ground.lab.lightness < Self.darkGround }

    /// Along the ramp, from 0 to 1.
    func at(_ share: Double) -> SketchColour {
        let place = min(max(share, 0), 1) * Double(ramp.count - 1)
        let first = min(Int(place), ramp.count - 1)
        return ramp[first].mixed(with: ramp[min(first + 1, ramp.count - 1)], place - Double(first))
    }

    /// One of the ramp, not between.
    func step(_ share: Double) -> SketchColour {
        ramp[min(Int(min(max(share, 0), 0.999) * Double(ramp.count)), ramp.count - 1)]
    }
}

/// What colours become where a style draws on its own paper, or on its own dark.
struct PatternPaper {
    /// The lightest and the darkest tone on paper.
    private static let tones = (light: 0.86, dark: 0.2)
    /// How much of the mood's own lightness is left to see.
    private static let mood = 0.35
    private static let middle = 0.6
    private static let lightest = 0.78

    let paper: SketchColour
    let accent: SketchColour

    private var isDark: Bool { paper.lab.lightness < PatternColours.darkGround }

    /// Spread over all that ink can show; what is light on dark becomes dark on light.
    func tones(of ramp: [SketchColour], isTurned: Bool) -> [SketchColour] {
        guard !isDark else { return ramp }
        let all = ramp.map(\.lab.lightness)
        guard let least = all.min(), let most = all.max(), most - least > 0.01 else { return ramp }
        let mean = all.reduce(0, +) / Double(all.count)
        let shift = isTurned ? -0.06 : (mean - Self.middle) * Self.mood
        return ramp.map { colour in
            var lab = colour.lab
            let share = (lab.lightness - least) / (most - least)
            let up = isTurned ? 1 - share : share
            lab.lightness = Self.tones.dark + (Self.tones.light - Self.tones.dark) * up + shift
            lab.lightness = min(max(lab.lightness, 0.14), 0.9)
            return SketchColour(lab)
        }
    }

    /// Itself, unless it would be lost.
    func accent(for colour: SketchColour) -> SketchColour {
        let lab = colour.lab
        if isDark { return lab.lightness < 0.6 ? colour.lifted(by: 0.6 - lab.lightness) : colour }
        return lab.lightness > Self.lightest || lab.chroma < 0.05 ? accent : colour
    }
}

extension DrawingStyle {
    /// The sheet that patterns are drawn on, where the style shows it.
    var patternGround: SketchColour? {
        switch fill {
        case .wash, .spots: paper
        case .tubes, .drafting: ink
        case .facets, .sheets, .pigment, .cells, .blocks, .screens, .polygons, .stones: nil
        }
    }
}
