// Lines: a pen on paper, a draughtsman's on blue, tubes of light.

extension PatternHand {
    /// Lighter than this is left as paper.
    private static let light = 0.78
    private static let dark = 0.26
    /// From here on hatching is crossed.
    private static let crossed = 0.9

    /// Outlines, hatching for what is dark; colour in the accent or where it was asked for.
    mutating func pen(_ shape: PatternShape, to svg: inout SVGText) {
        switch shape.form {
        case .grain: break
        case .area: penned(shape, to: &svg)
        case .strand(let width): stripe(shape, width, to: &svg)
        }
    }

    private var line: SketchColour { style.line }
    private var blank: SketchColour { style.patternGround ?? style.paper }
    private var pen: Double { style.pen }

    private func isColoured(_ shape: PatternShape) -> Bool { shape.isAccent || isAsked }

    /// How much ink a colour asks for, from 0 to 1.
    private func depth(_ shape: PatternShape) -> Double {
        let lightness = shape.colour.lab.lightness
        return min(max((Self.light - lightness) / (Self.light - Self.dark), 0), 1)
    }

    private func penned(_ shape: PatternShape, to svg: inout SVGText) {
        // Haze and halos are thin lines only.
        guard shape.opacity == 1 else {
            svg.path(shape.outlines) { $0.stroke(line, width: pen * 0.4, opacity: 0.55) }
            guard shape.isRaised, let outline = shape.outlines.first else { return }
            return hatch(outline, Affine.identity, depth(shape) * shape.opacity, to: &svg)
        }
        let fill = isColoured(shape) ? shape.colour : blank
        svg.path(shape.outlines) { svg in
            svg.fill(fill)
            svg.attribute("stroke", line.text)
            svg.attribute("stroke-width", pen * 0.8)
            svg.attribute("stroke-linejoin", "round")
        }
        let depth = depth(shape)
        guard depth > 0.08, !isColoured(shape) || !shape.isAccent else { return }
        let outline = Outline(pieces: shape.outlines.flatMap(\.pieces))
        hatch(outline, Affine.identity, depth, to: &svg)
        if depth > Self.crossed { hatch(outline, Affine.scale(-1, 1), depth, to: &svg) }
    }

    /// Parallel lines, the closer the darker; `turned` is its own inverse.
    private func hatch(_ outline: Outline, _ turned: Affine, _ depth: Double, to svg: inout SVGText) {
        let lines = Hatching(spacing: pen * (8.6 - 6 * depth), mostLines: 150).lines(
            in: outline.mapped(turned)
        )
        guard !lines.pieces.isEmpty else { return }
        svg.path(lines.mapped(turned)) { $0.stroke(line, width: pen * (0.36 + 0.2 * depth), opacity: 0.85) }
    }

    /// Wide strands are two lines with paper or colour between, thin ones one.
    private func stripe(_ shape: PatternShape, _ width: Double, to svg: inout SVGText) {
        guard width > pen * 3 else {
            let thin = min(max(width * 0.5, pen * 0.35), pen)
            return svg.path(shape.outlines) { svg in
                let colour = isColoured(shape) && shape.isRaised ? shape.colour : line
                svg.stroke(colour, width: thin, opacity: 0.4 + 0.6 * shape.opacity)
            }
        }
        svg.path(shape.outlines) { $0.stroke(line, width: width) }
        let fill = isColoured(shape) ? shape.colour : blank
        svg.path(shape.outlines) { $0.stroke(fill, width: width - pen * 1.7) }
        guard !isColoured(shape), shape.colour != blank else { return }
        let depth = depth(shape)
        if depth > 0.82 {
            svg.path(shape.outlines) { $0.stroke(line, width: width - pen * 4) }
        } else if depth > 0.3 {
            svg.path(shape.outlines) { $0.stroke(line, width: width * 0.42) }
            svg.path(shape.outlines) { $0.stroke(blank, width: width * 0.42 - pen * 0.9) }
        }
    }
}

// MARK: - Tubes

extension PatternHand {
    /// Dark bodies with edges that shine, and strands of light.
    mutating func tube(_ shape: PatternShape, to svg: inout SVGText) {
        let tone = TubeTone(style: style)
        let colour = isAsked ? shape.colour : tone.colour(Colouring.Tint(colour: shape.colour))
        switch shape.form {
        case .grain: break
        case .area:
            if shape.opacity < 1 {
                return svg.path(shape.outlines) {
                    $0.fill(colour, opacity: shape.opacity * (shape.isRaised ? 0.42 : 0.2))
                }
            }
            svg.path(shape.outlines) { $0.fill(tone.ground(colour, shape.isAccent ? 0.34 : 0.14)) }
            guard shape.isRaised || shape.isAccent else {
                return svg.path(shape.outlines) { $0.stroke(colour, width: pen * 0.5, opacity: 0.7) }
            }
            Tube(colour: colour, width: pen * 0.7).write(shape.outlines, core: style.paper, to: &svg)
        case .strand(let width):
            // What separates ribbons is night.
            if shape.colour == blank { return svg.path(shape.outlines) { $0.stroke(blank, width: width) } }
            let thin = min(max(width * 0.2, pen * 0.42), pen * 1.4)
            let isPlain = width < pen * 3
            Tube(colour: colour, width: thin, isPlain: isPlain, strength: min(1, 0.35 + shape.opacity))
                .write(shape.outlines, core: style.paper, to: &svg)
        }
    }
}
