// Low-poly: outlines of straight edges, cut into triangles that the light falls on.

extension PartWriter {
    /// Of a shape's size: how far corners may be cut, and how large a triangle is.
    private static let slack = 0.028
    private static let facet = 0.24

    mutating func writePolygons(_ shapes: [PosedShape], to svg: inout SVGText) {
        for shape in shapes {
            switch shape.role {
            case .fill(let paint):
                polygons(shape.outline, colour(paint), relief: Self.relief(of: paint), to: &svg)
            case .line(let weight): straightLine(shape.outline, weight: weight, to: &svg)
            case .edge, .anchor: break
            }
        }
    }

    /// Faces are cut less deeply, so that they stay friendly.
    private static func relief(of paint: Paint) -> Double { paint.key == "skin" ? 0.5 : 1 }

    private mutating func polygons(
        _ outline: Outline,
        _ tint: Colouring.Tint,
        relief: Double,
        to svg: inout SVGText
    ) {
        guard let box = outline.bounds else { return }
        let size = max(box.width, box.height)
        let slack = min(max(size * Self.slack, 0.8 * unit), 4.5 * unit)
        let polygons = outline.runs(steps: 8).map { Polygon(Polygon.simplified($0, slack: slack)) }
        svg.path(polygons.map(\.outline)) { $0.fill(tint.colour) }
        // What has holes, and what is drawn by the hundred, stays in one piece.
        guard polygons.count == 1, polygons[0].corners.count > 2, !isPlain || size > 60 * unit else { return }
        guard let facets = facets(of: polygons[0], size: size, least: min(box.width, box.height)) else {
            return
        }
        facets.write(to: &svg, seam: 0.5 * unit) { shaded(tint, $0 * relief) }
    }

    private mutating func facets(of polygon: Polygon, size: Double, least: Double) -> Facets? {
        if size < 9 * unit || least < 4 * unit { return nil }
        if size < 34 * unit { return Facets(fanOf: polygon, &dice) }
        return Facets(of: polygon, size: min(max(size * Self.facet, 17 * unit), 52 * unit), &dice)
    }

    /// Lit and shaded facets lean to the light's and the shadow's colour.
    private func shaded(_ tint: Colouring.Tint, _ light: Double) -> SketchColour {
        light > 0
            ? tint.colour.mixed(with: SketchColour(red: 1, green: 0.97, blue: 0.86), light * style.light)
            : tint.colour.mixed(with: SketchColour(red: 0.13, green: 0.08, blue: 0.27), -light * style.shade)
    }

    private func straightLine(_ outline: Outline, weight: Double, to svg: inout SVGText) {
        guard !isPlain else { return line(outline, weight: weight, style.ink, to: &svg) }
        let runs = outline.runs(steps: 6).map { Polygon.simplified($0, slack: 2 * unit) }
        let pieces = runs.flatMap { run -> [Outline.Piece] in
            run.enumerated().map { place, point in place == 0 ? .move(point) : .line(point) }
        }
        line(Outline(pieces: pieces), weight: weight * 1.1, style.ink, to: &svg)
    }
}
