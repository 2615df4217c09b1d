/// What a colour becomes in a poster: the nearest of its few, or itself where it was asked for.
struct BlockTone {
    /// Less colourful than this is grey, and stays so.
    private static let grey = 0.022

    let colours: [SketchColour]

    func colour(_ tint: Colouring.Tint) -> SketchColour {
        tint.isAsked || tint.isCommon ? tint.colour : nearest(tint.colour)
    }

    /// Hue counts more than lightness.
    func nearest(_ colour: SketchColour) -> SketchColour {
        let lab = colour.lab
        return colours.min { distance($0.lab, lab) < distance($1.lab, lab) } ?? colour
    }

    private func distance(_ one: SketchColour.Lab, _ two: SketchColour.Lab) -> Double {
        let (l, a, b) = (one.lightness - two.lightness, one.a - two.a, one.b - two.b)
        let turnsGrey = (one.chroma < Self.grey) != (two.chroma < Self.grey)
        return l * l + 2.2 * (a * a + b * b) + (turnsGrey ? 0.02 : 0)
    }
}
