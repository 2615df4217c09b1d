// Pen on paper: outlines, hatching for shade, colour only where it was asked for.

extension PartWriter {
    /// Darker than this is filled with ink rather than left as paper.
    private static let darkest = 0.42
    /// In square scene units.
    private static let largestFilled = 4_500.0

    func writeSpots(_ shapes: [PosedShape], to svg: inout SVGText) {
        let outer = silhouettes(shapes)
        svg.path(outer.map(\.outline)) { $0.fill(style.paper) }
        var place = 0
        for shape in shapes {
            switch shape.role {
            case .fill(let paint):
                let isOuter = place < outer.count && outer[place].outline == shape.outline
                if isOuter { place += 1 }
                spot(shape.outline, colour(paint), paint, isOuter: isOuter, to: &svg)
            case .line(let weight):
                line(shape.outline, weight: weight, style.ink, to: &svg)
            case .edge, .anchor:
                break
            }
        }
    }

    private func spot(
        _ outline: Outline,
        _ tint: Colouring.Tint,
        _ paint: Paint,
        isOuter: Bool,
        to svg: inout SVGText
    ) {
        let isFacet = tint.tone != .plain && !isOuter
        if tint.isAsked || tint.isCommon {
            svg.path(outline) { svg in
                svg.fill(tint.colour)
                if !isFacet { outlineAttributes(&svg) }
            }
        } else if isFacet {
            if tint.tone == .shade { hatch(outline, to: &svg) }
        } else if paint.key != "main", tint.colour.lab.lightness < Self.darkest {
            dark(outline, to: &svg)
        } else {
            svg.path(outline) { svg in
                svg.fill(style.paper)
                outlineAttributes(&svg)
            }
            if isOuter, tint.tone == .shade { hatch(outline, to: &svg) }
        }
    }

    /// Small dark surfaces are filled, large ones hatched twice.
    private func dark(_ outline: Outline, to svg: inout SVGText) {
        guard let box = outline.bounds, box.width * box.height > Self.largestFilled * unit * unit, !isPlain
        else {
            return svg.path(outline) { $0.fill(style.ink) }
        }
        svg.path(outline) { svg in
            svg.fill(style.paper.mixed(with: style.ink, 0.5))
            outlineAttributes(&svg)
        }
        hatch(outline, to: &svg)
    }

    private func outlineAttributes(_ svg: inout SVGText) {
        svg.attribute("stroke", style.ink.text)
        svg.attribute("stroke-width", pen)
        svg.attribute("stroke-linejoin", "round")
    }

    private func hatch(_ outline: Outline, to svg: inout SVGText) {
        guard !isPlain else { return }
        let lines = Hatching(spacing: pen * 3.4).lines(in: outline)
        guard !lines.pieces.isEmpty else { return }
        svg.path(lines) { $0.stroke(style.ink, width: pen * 0.5, opacity: 0.75) }
    }
}
