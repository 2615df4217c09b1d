// A poster: bold shapes in few colours, a keyline around them.

extension PartWriter {
    /// Square scene units below which a shape is left out where nothing depends on it.
    private static let least = 90.0

    mutating func writeBlocks(_ shapes: [PosedShape], to svg: inout SVGText) {
        let tone = BlockTone(colours: style.colours)
        if !isPlain { keyline(around: silhouettes(shapes).map(\.outline), to: &svg) }
        for shape in shapes {
            switch shape.role {
            case .fill(let paint):
                let tint = colour(paint)
                if tint.tone == .light, isSmall(shape.outline, Self.least * 4) { continue }
                if isPlain, isSmall(shape.outline, Self.least * 0.2) { continue }
                svg.path(shape.outline) { $0.fill(tone.colour(tint)) }
            case .line(let weight):
                line(shape.outline, weight: max(weight, 0.8) * (isPlain ? 0.8 : 1.15), style.ink, to: &svg)
            case .edge, .anchor:
                break
            }
        }
    }

    private func keyline(around outer: [Outline], to svg: inout SVGText) {
        svg.path(outer) { svg in
            svg.fill(style.ink)
            svg.attribute("stroke", style.ink.text)
            svg.attribute("stroke-width", pen * 2.4)
            svg.attribute("stroke-linejoin", "round")
        }
    }

    private func isSmall(_ outline: Outline, _ area: Double) -> Bool {
        (outline.bounds?.area ?? 0) < area * unit * unit
    }
}
