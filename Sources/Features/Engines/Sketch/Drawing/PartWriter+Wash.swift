// Ink and water: grey tones by lightness, colour where it was asked for, brush strokes along the edges.

extension PartWriter {
    mutating func writeWash(_ shapes: [PosedShape], to svg: inout SVGText) {
        let outer = silhouettes(shapes)
        // Paper below, so that what lies behind does not shine through.
        if !isPlain { svg.path(outer.map(\.outline)) { $0.fill(style.paper, opacity: 0.92) } }
        for shape in shapes { wash(shape, to: &svg) }
        guard !isPlain else { return plainLines(shapes, to: &svg) }
        for shape in outer { brush(shape.outline, weight: 1, to: &svg) }
        for shape in shapes {
            if case .line(let weight) = shape.role { brush(shape.outline, weight: weight, to: &svg) }
        }
    }

    /// Each surface runs out from dark to light, as a loaded brush does.
    private mutating func wash(_ shape: PosedShape, to svg: inout SVGText) {
        guard case .fill(let paint) = shape.role else { return }
        let tint = colour(paint)
        if tint.tone == .light, !tint.isAsked { return }
        let tone = InkTone(tint, style: style)
        guard tone.runsOut else {
            return svg.path(shape.outline) { $0.fill(tone.colour, opacity: tone.opacity) }
        }
        let gradient = gradient(of: tone, to: &svg)
        svg.path(shape.outline) { $0.attribute("fill", "url(#\(gradient))") }
    }

    private mutating func gradient(of tone: InkTone, to svg: inout SVGText) -> String {
        if let known = gradients[tone] { return known }
        let id = "\(name)w\(gradients.count)"
        gradients[tone] = id
        svg.append("<linearGradient id=\"\(id)\" x1=\"0.1\" y1=\"0\" x2=\"0.5\" y2=\"1\">")
        for (place, share) in [(0.0, 1.0), (0.55, 0.62), (1.0, 0.82)] {
            svg.append("<stop")
            svg.attribute("offset", place)
            svg.attribute("stop-color", tone.colour.text)
            svg.attribute("stop-opacity", tone.opacity * share)
            svg.append("/>")
        }
        svg.append("</linearGradient>")
        return id
    }

    /// A stroke whose width follows the hand: thick downwards, thin across, lifted at its ends.
    private mutating func brush(_ outline: Outline, weight: Double, to svg: inout SVGText) {
        let strokes = outline.runs(steps: 5).map { run in
            Brush(width: pen * weight * 1.5, dice: dice).stroke(along: run)
        }
        _ = dice.index(2)
        let opacity = dice.number(0.7...0.92)
        svg.path(strokes) { $0.fill(style.ink, opacity: opacity) }
    }

    private func plainLines(_ shapes: [PosedShape], to svg: inout SVGText) {
        for shape in shapes {
            if case .line(let weight) = shape.role {
                svg.path(shape.outline) { $0.stroke(style.ink, width: pen * weight, opacity: 0.6) }
            }
        }
    }
}
