import Foundation

extension SketchColour.Lab {
    /// In radians; of greys it says nothing.
    var hue: Double { atan2(b, a) }

    /// How far the hue of `other` lies from this one, from -π to π.
    func turn(to other: SketchColour.Lab) -> Double {
        (other.hue - hue).remainder(dividingBy: 2 * .pi)
    }

    /// Of the same lightness and chroma, its hue so far on the way to that of `other`.
    func turned(towards other: SketchColour.Lab, _ share: Double) -> SketchColour.Lab {
        turned(by: turn(to: other) * share)
    }

    /// Its hue leaning to that of `other`: most where it lies a quarter of a circle away, and no more beyond, so that
    /// like colours stay alike on both sides of the opposite one.
    func leaning(to other: SketchColour.Lab, _ share: Double) -> SketchColour.Lab {
        turned(by: sin(turn(to: other)) * share)
    }

    private func turned(by angle: Double) -> SketchColour.Lab {
        guard angle != 0 else { return self }
        return SketchColour.Lab(
            lightness: lightness,
            a: cos(hue + angle) * chroma,
            b: sin(hue + angle) * chroma
        )
    }

    /// The same hue, so colourful.
    func with(chroma wished: Double) -> SketchColour.Lab {
        guard chroma > 0.000_1 else { return self }
        let factor = wished / chroma
        return SketchColour.Lab(lightness: lightness, a: a * factor, b: b * factor)
    }
}

extension SketchColour {
    /// Lighter by so much in Oklab, or darker.
    func lifted(by step: Double) -> SketchColour {
        guard step != 0 else { return self }
        var lab = lab
        lab.lightness = min(max(lab.lightness + step, 0), 1)
        return SketchColour(lab)
    }
}
