/// What a colour becomes in light: the tube whose hue is nearest, white ones for greys.
struct TubeTone {
    /// Less colourful than this is grey.
    private static let grey = 0.03

    let style: DrawingStyle

    func colour(_ tint: Colouring.Tint) -> SketchColour {
        let lab = tint.colour.lab
        if lab.chroma < Self.grey {
            return lab.lightness > 0.5 ? style.paper : cool
        }
        let colours = style.colours.filter { $0.lab.chroma > Self.grey }
        return colours.min { abs($0.lab.turn(to: lab)) < abs($1.lab.turn(to: lab)) } ?? style.paper
    }

    /// The tube that stands for what is dark.
    var cool: SketchColour {
        style.colours.min { $0.lab.b < $1.lab.b } ?? style.paper
    }

    /// What lies behind a tube: night, and a breath of its colour; of a cool one's behind white ones.
    func ground(_ tube: SketchColour, _ share: Double) -> SketchColour {
        style.ink.mixed(with: tube.lab.chroma < Self.grey ? cool : tube, share)
    }
}
