/// The clouds of a weather: a cover in rows from far to near, or great clouds of their own.
struct CloudWriter {
    private static let white = SketchColour(red: 0.97, green: 0.98, blue: 0.99)
    private static let slate = SketchColour(red: 0.3, green: 0.35, blue: 0.43)

    let air: Air
    let clouds: Weather.Clouds
    private(set) var definitions = SVGText()

    init(air: Air, clouds: Weather.Clouds) {
        self.air = air
        self.clouds = clouds
    }

    mutating func write(to svg: inout SVGText) {
        writeFree(to: &svg)
        if isClosed { writeCeilings(to: &svg) }
    }

    /// A dark sky is closed above; under it single clouds hang far away only.
    private var isClosed: Bool { clouds.dark > 0.4 }

    /// From 0, the lightest, to 1.
    private func colour(_ depth: Double) -> SketchColour {
        air.colouring.air(Self.white.mixed(with: Self.slate, clouds.dark * (0.35 + 0.65 * depth)))
    }

    private mutating func writeCeilings(to svg: inout SVGText) {
        let rows = 3
        for row in 0..<rows {
            let nearness = Double(row) / Double(rows - 1)
            var shape = CloudShape(dice: air.dice(60 + row))
            let level = air.horizon * clouds.cover * (0.8 - 0.58 * nearness)
            let head = air.unit * (120 + 130 * nearness)
            let outline = shape.ceiling(right: air.canvas.width, at: level - head * 0.4, head: head)
            ceiling(outline, row, colour(nearness), to: &svg)
        }
    }

    private mutating func ceiling(
        _ outline: Outline,
        _ row: Int,
        _ colour: SketchColour,
        to svg: inout SVGText
    ) {
        var marks = air.marks(63 + row)
        switch air.style.hand {
        case .even:
            svg.path(outline) { $0.fill(colour.mixed(with: .white, 0.22)) }
            svg.path(outline.mapped(.move(-3 * air.unit, -9 * air.unit))) { $0.fill(colour) }
        case .cut:
            marks.shapes([outline], colour, to: &svg)
        case .brush:
            wet(outline, "sky\(row)", strength: 0.34 + clouds.dark * 0.3, to: &svg)
        case .pen:
            marks.shapes([outline], colour, to: &svg)
            if clouds.dark > 0.6 { hatch(outline, to: &svg) }
            svg.path(outline.mapped(.move(-5 * air.unit, -12 * air.unit))) { svg in
                svg.stroke(air.style.line, width: air.style.pen * 0.4, opacity: 0.6)
            }
        }
    }

    private mutating func writeFree(to svg: inout SVGText) {
        var dice = air.dice(70)
        let count = min(16, max(2, air.count(clouds.cover * (isClosed ? 3 : 9))))
        let top = air.horizon * (isClosed ? clouds.cover : 0.2)
        let box = SceneBox(left: 0, top: top, right: air.canvas.width, bottom: air.horizon * 0.86)
        let places = air.strewn(count, in: box, &dice).sorted { $0.y > $1.y }
        for (nth, place) in places.enumerated() {
            // Lower in the sky is farther away.
            let nearness = 1 - place.y / max(air.horizon, 1)
            let width = air.unit * (170 + 260 * nearness) * dice.number(0.75...1.3)
            var shape = CloudShape(dice: air.dice(71 + nth))
            let move = Affine.move(place.x, place.y)
            let body = shape.free(width: width).mapped(move)
            let under = shape.underside(width: width).mapped(move)
            free(body, under, nth, colour(0.25 + 0.4 * nearness), to: &svg)
        }
    }

    private mutating func free(
        _ body: Outline,
        _ under: Outline,
        _ nth: Int,
        _ colour: SketchColour,
        to svg: inout SVGText
    ) {
        var marks = air.marks(90 + nth)
        switch air.style.hand {
        case .even, .cut:
            marks.shapes([body], colour, to: &svg)
            svg.path(under) { $0.fill(colour.mixed(with: Self.slate, 0.22)) }
        case .brush:
            wet(body, "cloud\(nth)", strength: 0.2 + clouds.dark * 0.25, to: &svg)
        case .pen:
            marks.shapes([body], colour, to: &svg)
            hatch(under, to: &svg)
        }
    }

    private func hatch(_ outline: Outline, to svg: inout SVGText) {
        let lines = Hatching(spacing: air.style.pen * 3.4).lines(in: outline)
        svg.path(lines) { $0.stroke(air.style.line, width: air.style.pen * 0.5, opacity: 0.7) }
    }

    /// A wash that is darkest below, where the water gathers.
    private mutating func wet(_ outline: Outline, _ id: String, strength: Double, to svg: inout SVGText) {
        guard let box = outline.bounds else { return }
        let ink = air.style.ink
        Gradient(
            id: "w\(id)",
            top: max(box.top, 0),
            bottom: box.bottom,
            stops: [
                Gradient.Stop(place: 0, colour: ink, opacity: strength * 0.35),
                Gradient.Stop(place: 0.75, colour: ink, opacity: strength * 0.5),
                Gradient.Stop(place: 1, colour: ink, opacity: strength),
            ]
        ).write(to: &definitions)
        svg.path(outline) { $0.fill(air.style.paper, opacity: 0.35) }
        svg.path(outline) { $0.attribute("fill", "url(#w\(id))") }
    }
}
