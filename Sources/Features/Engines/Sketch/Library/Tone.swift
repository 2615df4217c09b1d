/// A mood or a named palette: how every colour of a picture is turned, and what lies over the whole.
package struct Tone: Sendable {
    /// Light that lies on the picture, or dark that closes in from its edges.
    struct Veil: Hashable, Sendable {
        let colour: SketchColour
        /// How strong it is where it is strongest, from 0 to 1.
        let strength: Double
        /// Where a glow comes from, in shares of the picture's width and height.
        let at: ScenePoint
    }

    package let id: String
    package let label: [String: String]
    let turn: ColourTurn
    /// What things are lighter by, beyond their backdrop: below 0 they stand against the light.
    let things: Double
    /// Whether colours that were asked for stay in their family.
    let keepsHues: Bool
    /// The sheet that is drawn on in styles that show it, and how much of that colour it takes.
    let paper: Weather.Share
    let vignette: Veil?
    let glow: Veil?
    /// Specks of light or colour in a square of the unit.
    let specks: Double
    let speckColours: [SketchColour]
}

/// One way of turning colours, in Oklab.
struct ColourTurn: Hashable, Sendable {
    /// About this lightness contrast grows or shrinks.
    private static let middle = 0.62

    /// Added, from -1 to 1.
    var lightness = 0.0
    /// A factor.
    var contrast = 1.0
    /// A factor.
    var chroma = 1.0
    /// A hue that colours lean to, and how far at most, in radians.
    var pull = Weather.Share(colour: .white, share: 0)
    /// A light that falls on all of them: hue and chroma go so far towards its own.
    var tint = Weather.Share(colour: .white, share: 0)

    func callAsFunction(_ colour: SketchColour) -> SketchColour {
        var lab = colour.lab
        let contrasted = Self.middle + (lab.lightness - Self.middle) * contrast
        lab.lightness = min(max(contrasted + lightness, 0.02), 1)
        lab = lab.leaning(to: pull.colour.lab, pull.share)
        lab.a *= chroma
        lab.b *= chroma
        let light = tint.colour.lab
        lab.a += (light.a - lab.a) * tint.share
        lab.b += (light.b - lab.b) * tint.share
        return SketchColour(lab)
    }
}
