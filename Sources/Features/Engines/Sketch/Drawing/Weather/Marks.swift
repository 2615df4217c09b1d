/// Draws many marks of one colour in the hand of a style, in as few paths as that hand needs.
struct Marks {
    let style: DrawingStyle
    /// Scene units in a thousandth of the picture's unit.
    let unit: Double
    var dice: Dice

    /// Thin strokes; a brush and a pen draw them in ink.
    mutating func strokes(
        _ runs: [[ScenePoint]],
        width: Double,
        _ colour: SketchColour,
        opacity: Double = 1,
        to svg: inout SVGText
    ) {
        switch style.hand {
        case .even, .cut:
            svg.path(runs.map(Outline.open)) { $0.stroke(colour, width: width, opacity: opacity) }
        case .brush:
            let strokes = runs.map { run in
                defer { _ = dice.index(2) }
                return Brush(width: width * 1.7, dice: dice).stroke(along: run)
            }
            svg.path(strokes) { $0.fill(style.ink, opacity: opacity * 0.6) }
        case .pen:
            let pen = max(width * 0.55, style.pen * 0.3)
            svg.path(runs.map(Outline.open)) { $0.stroke(style.line, width: pen, opacity: opacity) }
        }
    }

    /// Small shapes side by side; `keeps` leaves brush and pen their colour.
    mutating func shapes(
        _ outlines: [Outline],
        _ colour: SketchColour,
        opacity: Double = 1,
        keeps: Bool = false,
        to svg: inout SVGText
    ) {
        guard !outlines.isEmpty else { return }
        switch style.hand {
        case .even:
            svg.path(outlines) { $0.fill(colour, opacity: opacity) }
        case .cut:
            shadow(of: outlines, to: &svg)
            svg.path(outlines.map { $0.mapped(.move(-0.8 * unit, -1.1 * unit)) }) { svg in
                svg.fill(colour.mixed(with: .white, 0.4))
            }
            svg.path(outlines) { $0.fill(colour) }
        case .brush:
            let tone = InkTone(Colouring.Tint(colour: colour, isAsked: keeps), style: style)
            svg.path(outlines) { $0.fill(tone.colour, opacity: tone.opacity * opacity) }
        case .pen:
            svg.path(outlines) { svg in
                svg.fill(keeps ? colour : style.blank)
                svg.attribute("stroke", style.line.text)
                svg.attribute("stroke-width", style.pen * 0.55)
                svg.attribute("stroke-linejoin", "round")
            }
        }
    }

    /// What a sheet of paper throws on what lies below.
    func shadow(of outlines: [Outline], to svg: inout SVGText) {
        for (right, down, opacity) in [(3.4, 5.6, 0.08), (2.0, 3.2, 0.15)] {
            let moved = outlines.map { $0.mapped(.move(right * unit, down * unit)) }
            svg.path(moved) { $0.fill(style.ink, opacity: opacity) }
        }
    }
}

extension Outline {
    static func open(_ run: [ScenePoint]) -> Outline {
        guard let first = run.first else { return Outline() }
        return Outline(pieces: [.move(first)] + run.dropFirst().map { .line($0) })
    }
}
