import Kernel

/// A palette around colours that were asked for: they take most of the picture.
struct AskedPalette {
    /// Moods on a dark ground.
    private static let dark: Set = ["night", "gloomy", "mysterious", "dramatic", "storm", "candlelight"]
    private static let counts = 3...5

    let colours: [SketchColour]

    init(_ asked: [SketchColour], said: Set<String>, seed: Seed) {
        var dice = Dice(seed.number, for: .pattern, 2)
        let isDark = !said.isDisjoint(with: Self.dark) || dice.chance(0.3)
        let main = asked[0]
        let second = asked.count > 1 ? asked[1] : main
        let ground = Self.shade(main, isDark ? 0.2 : 0.95, chroma: isDark ? 0.055 : 0.02)
        let lightness = main.lab.lightness
        var ramp = [
            Self.shade(main, min(lightness + 0.2, 0.9), chroma: main.lab.chroma * 0.72), main,
            Self.shade(main, max(lightness - 0.16, 0.26), chroma: main.lab.chroma * 0.9),
        ]
        ramp += asked.dropFirst(2)
        let accent = asked.count > 1 ? second : Self.shade(main, isDark ? 0.9 : 0.34, chroma: 0.09)
        colours = [ground] + ramp.prefix(Self.counts.upperBound) + [accent]
    }

    /// The same hue in another lightness.
    private static func shade(
        _ colour: SketchColour,
        _ lightness: Double,
        chroma: Double
    ) -> SketchColour {
        // White and grey have no hue to keep.
        let own = colour.lab
        var lab = own.chroma < 0.02 ? own : own.with(chroma: min(chroma, max(own.chroma, 0.03)))
        lab.lightness = lightness
        return SketchColour(lab)
    }
}
