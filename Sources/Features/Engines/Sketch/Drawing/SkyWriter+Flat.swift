extension SkyWriter {
    /// Steps between the top of the sky and the horizon.
    private static let steps = 5

    /// A few flat colours, the lower the narrower.
    mutating func writeSteps(to svg: inout SVGText) {
        fill(skyColour(at: 0), to: &svg)
        for step in 1..<Self.steps {
            let share = Double(step) / Double(Self.steps - 1)
            let top = horizon * (1 - (1 - share) * (1 - share)) * 0.96
            let box = SceneBox(left: 0, top: top, right: canvas.width, bottom: canvas.height)
            svg.rectangle(box) { $0.fill(skyColour(at: share)) }
        }
    }

    /// Triangles, each of the colour that the sky has there.
    mutating func writeFacets(to svg: inout SVGText) {
        fill(colouring.sky[1], to: &svg)
        let box = SceneBox(left: -30, top: -30, right: canvas.width + 30, bottom: horizon + 40)
        let size = max(canvas.unit * 0.11, (box.area / Double(Triangulation.mostPoints / 2)).squareRoot())
        let edge = [ScenePoint(x: box.left, y: box.top), ScenePoint(x: box.right, y: box.top)]
        let facets = Facets(below: edge, in: box, size: { _ in size }, &dice)
        for facet in facets.facets {
            let middle = facet.corners.reduce(.zero, +).y / 3
            let plain = skyColour(at: min(max(middle / horizon, 0), 1))
            let lit = facet.light > 0 ? SketchColour.white : colouring.sky[0].mixed(with: style.ink, 0.4)
            let colour = plain.mixed(with: lit, min(abs(facet.light), 1) * (facet.light > 0 ? 0.16 : 0.2))
            svg.path(.polygon(facet.corners)) { svg in
                svg.fill(colour)
                svg.attribute("stroke", colour.text)
                svg.attribute("stroke-width", 0.8)
            }
        }
    }

    /// Night, and light over the horizon that comes from below.
    mutating func writeNight(to svg: inout SVGText) {
        let tone = TubeTone(style: style)
        let low = tone.colour(Colouring.Tint(colour: colouring.sky[2]))
        let high = tone.colour(Colouring.Tint(colour: colouring.sky[0]))
        let stops = [
            Gradient.Stop(place: 0, colour: tone.ground(high, 0.06)),
            Gradient.Stop(place: 0.5, colour: tone.ground(high, 0.2)),
            Gradient.Stop(
                place: 0.8,
                colour: tone.ground(low.mixed(with: style.accent, 0.5), isOpen ? 0.3 : 0.16)
            ),
            Gradient.Stop(place: 1, colour: tone.ground(low, isOpen ? 0.5 : 0.2)),
        ]
        Gradient(id: "sky", top: 0, bottom: horizon, stops: stops).write(to: &definitions)
        svg.rectangle(canvas.box) { $0.attribute("fill", "url(#sky)") }
    }

    func skyColour(at share: Double) -> SketchColour {
        let sky = colouring.sky
        return share < 0.55
            ? sky[0].mixed(with: sky[1], share / 0.55) : sky[1].mixed(with: sky[2], (share - 0.55) / 0.45)
    }
}
