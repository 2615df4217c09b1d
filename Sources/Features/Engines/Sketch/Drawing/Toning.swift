/// Turns the colours of a picture as its tones say.
struct Toning {
    /// How far the hue of a colour that was asked for may turn, in radians.
    private static let family = 0.11
    /// Of its colourfulness it keeps at least this.
    private static let kept = 0.8
    /// It becomes darker and lighter by less than the rest, so that red is neither brown nor pink.
    private static let darkened = 0.45
    /// Text must be read on paper.
    private static let leastContrast = 7.0

    let tones: [Tone]

    /// A colour of the backdrop.
    func backdrop(_ colour: SketchColour) -> SketchColour {
        tones.reduce(colour) { $1.turn($0) }
    }

    /// A thing's own colour, or one that was asked for: that stays in its family.
    func thing(_ colour: SketchColour, isAsked: Bool) -> SketchColour {
        tones.reduce(colour) { colour, tone in
            var lab = tone.turn(colour).lab
            lab.lightness = min(max(lab.lightness + tone.things, 0.03), 1)
            let turned = isAsked && tone.keepsHues ? Self.inFamily(of: colour.lab, lab) : lab
            return SketchColour(turned)
        }
    }

    /// `turned`, but no farther from the hue and the colourfulness it had than one may see as the same colour.
    private static func inFamily(
        of asked: SketchColour.Lab,
        _ turned: SketchColour.Lab
    ) -> SketchColour.Lab {
        // What was asked for white or grey must not take on a colour.
        guard asked.chroma > 0.03 else { return turned.with(chroma: min(turned.chroma, 0.03)) }
        let turn = asked.turn(to: turned)
        let share = abs(turn) > family ? family / abs(turn) : 1
        let chroma = max(turned.chroma, asked.chroma * kept)
        var lab = asked.turned(towards: turned, share).with(chroma: chroma)
        lab.lightness = asked.lightness + (turned.lightness - asked.lightness) * darkened
        return lab
    }

    /// The style with its ink, paper and accent turned, text still readable.
    func style(_ style: DrawingStyle) -> DrawingStyle {
        guard !tones.isEmpty else { return style }
        var style = style
        style.paper = tones.reduce(style.paper) { $0.mixed(with: $1.paper.colour, $1.paper.share) }
        style.accent = thing(style.accent, isAsked: true)
        let ink = tones.reduce(style.ink) { ink, tone in
            let turned = tone.turn(ink).lab
            return SketchColour(
                SketchColour.Lab(lightness: ink.lab.lightness, a: turned.a, b: turned.b)
            )
        }
        style.ink = Self.readable(ink, on: style.paper)
        return style
    }

    private static func readable(_ ink: SketchColour, on paper: SketchColour) -> SketchColour {
        var ink = ink
        for _ in 0..<20 where ink.contrast(with: paper) < leastContrast {
            ink = ink.mixed(with: .black, 0.25)
        }
        return ink
    }
}
