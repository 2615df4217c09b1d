/// A light that everything is seen by: that of the hour, or of the weather.
struct Lighting: Hashable {
    /// How much of the light's hue is seen on things.
    private static let lightHue = 1.1

    let light: SketchColour
    let strength: Double

    /// How much of a thing's own hue is left to see: little by night.
    private var ownHue: Double { min(max(1.2 * light.lab.lightness - 0.6, 0.2), 0.7) }

    /// Dimmed, and turned towards the light's hue.
    func seen(_ colour: SketchColour, _ share: Double) -> SketchColour {
        guard strength > 0 else { return colour }
        let (own, light, ownHue) = (colour.lab, light.lab, ownHue)
        let seen = SketchColour.Lab(
            lightness: own.lightness * light.lightness,
            a: own.a * ownHue + light.a * Self.lightHue,
            b: own.b * ownHue + light.b * Self.lightHue
        )
        return colour.mixed(with: SketchColour(seen), strength * share)
    }
}
