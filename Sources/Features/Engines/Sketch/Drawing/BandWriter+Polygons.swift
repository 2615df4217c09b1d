// Ground of triangles, finer far away.

extension BandWriter {
    func polygons(_ shape: BandShape, to svg: inout SVGText) {
        var dice = dice
        guard let bounds = shape.line.bounds else { return }
        let run = shape.line.runs(steps: 8).first ?? []
        let edge = Polygon(Polygon.simplified(run, slack: 5 * unit)).corners
        guard edge.count > 1 else { return }
        let body = edge + [ScenePoint(x: shape.right, y: shape.bottom), ScenePoint(x: -30, y: shape.bottom)]
        svg.path(.polygon(body)) { $0.fill(tint.colour) }
        let box = SceneBox(left: -30, top: bounds.top, right: shape.right, bottom: shape.bottom)
        // So coarse that a wide picture's triangles stay few.
        let least = max(38 * unit, (box.area / Double(Triangulation.mostPoints / 3)).squareRoot())
        let facets = Facets(below: edge, in: box, size: { least + max(0, $0 - bounds.top) * 0.13 }, &dice)
        facets.write(to: &svg, seam: 0.8 * unit) { facing in
            facing > 0
                ? tint.colour.mixed(with: light.colour, facing * (0.85 - haze * 0.4))
                : tint.colour.mixed(with: style.ink, -facing * style.shade * (0.5 - haze * 0.3))
        }
    }
}
