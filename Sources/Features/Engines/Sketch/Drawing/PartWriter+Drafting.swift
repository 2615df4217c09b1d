// A blueprint: light lines on the ground's blue, shade hatched, colour as a coloured pencil's where it was asked for.

extension PartWriter {
    /// How much of a line is seen: less of what is only there to show the place.
    private var strength: Double { isPlain ? 0.55 : 1 }

    mutating func writeDrafting(_ shapes: [PosedShape], to svg: inout SVGText) {
        let outer = silhouettes(shapes).map(\.outline)
        svg.path(outer) { $0.fill(style.ink) }
        for shape in shapes {
            switch shape.role {
            case .fill(let paint):
                draft(shape.outline, colour(paint), isOuter: outer.contains(shape.outline), to: &svg)
            case .line(let weight):
                svg.path(shape.outline) { svg in
                    svg.stroke(style.paper, width: pen * weight * 0.6, opacity: 0.75 * strength)
                }
            case .edge, .anchor:
                break
            }
        }
    }

    private func draft(
        _ outline: Outline,
        _ tint: Colouring.Tint,
        isOuter: Bool,
        to svg: inout SVGText
    ) {
        switch tint.tone {
        case .light where !isOuter:
            svg.path(outline) { $0.fill(style.paper, opacity: tint.isAsked ? 0.3 : 0.1) }
        case .shade where !isOuter:
            svg.path(outline) { $0.fill(style.ink, opacity: 0.32) }
            hatching(outline, tint, to: &svg)
        case .plain, .light, .shade:
            surface(outline, tint, isOuter: isOuter, to: &svg)
            let isDark = tint.colour.lab.lightness < 0.4 && !tint.isAsked
            if tint.tone == .shade || isDark { hatching(outline, tint, to: &svg) }
        }
    }

    private func surface(
        _ outline: Outline,
        _ tint: Colouring.Tint,
        isOuter: Bool,
        to svg: inout SVGText
    ) {
        let fill =
            tint.isAsked
            ? tint.colour.mixed(with: style.paper, 0.1) : style.ink.mixed(with: style.paper, 0.07)
        svg.path(outline) { svg in
            svg.fill(fill, opacity: tint.isAsked ? 0.88 : 0.9)
            svg.attribute("stroke", line(of: tint).text)
            svg.attribute("stroke-width", pen * (isOuter && !isPlain ? 1.15 : 0.6))
            svg.attribute("stroke-linejoin", "round")
            if isPlain { svg.attribute("stroke-opacity", strength) }
        }
    }

    /// A coloured pencil's where a colour was asked for.
    private func line(of tint: Colouring.Tint) -> SketchColour {
        tint.isAsked ? tint.colour.mixed(with: style.paper, 0.35) : style.paper
    }

    private func hatching(_ outline: Outline, _ tint: Colouring.Tint, to svg: inout SVGText) {
        guard !isPlain else { return }
        let lines = Hatching(spacing: max(pen * 2.6, 4.4 * unit)).lines(in: outline)
        guard !lines.pieces.isEmpty else { return }
        svg.path(lines) { $0.stroke(line(of: tint), width: pen * 0.36, opacity: 0.75) }
    }
}
