/// Fog: banks between the far and the near, each with a flowing upper edge and nothing at its foot.
struct FogWriter {
    let air: Air
    let fog: Weather.Fog
    private(set) var definitions = SVGText()
    /// Depths of banks that are still to come, from far to near.
    private var depths: [Double]

    init(air: Air, fog: Weather.Fog) {
        self.air = air
        self.fog = fog
        let last = Double(max(1, fog.banks - 1))
        depths = (0..<fog.banks).map { -0.06 + 1.0 * Double($0) / last }
    }

    /// Draws the banks that are farther away than what stands at some height of the picture.
    mutating func write(before y: Double, to svg: inout SVGText) {
        while let depth = depths.first, bottom(of: depth) < y {
            depths.removeFirst()
            bank(at: depth, to: &svg)
        }
    }

    /// Banks are seen above where they lie.
    private func bottom(of depth: Double) -> Double {
        depth < 0 ? air.horizon * (1 + depth) : air.y(at: depth)
    }

    private mutating func bank(at depth: Double, to svg: inout SVGText) {
        let index = Int(depth * 100) + 10
        var dice = air.dice(40 + index)
        let base = bottom(of: depth)
        let height = air.unit * (110 + 90 * max(0, depth))
        let outline = outline(top: base - height, bottom: base + height * 0.55, &dice)
        // The nearest must not hide what stands in it.
        let strength = fog.thickness * (0.9 - 0.5 * max(0, depth))
        let id = "fog\(index)"
        Gradient(
            id: id,
            top: base - height * 1.25,
            bottom: base + height * 0.55,
            stops: stops(strength)
        ).write(to: &definitions)
        if air.style.hand == .cut {
            sheet(outline, strength, to: &svg)
        } else {
            svg.path(outline) { $0.attribute("fill", "url(#\(id))") }
        }
        if air.style.hand == .pen { lines(top: base - height, base, &dice, to: &svg) }
    }

    private var colour: SketchColour {
        switch air.style.hand {
        case .brush, .pen: air.style.blank
        case .even, .cut: air.colouring.sky[2].mixed(with: .white, 0.3)
        }
    }

    private func stops(_ strength: Double) -> [Gradient.Stop] {
        [(0.0, 0.55), (0.4, 1.0), (0.62, 0.9), (1.0, 0.0)].map { place, share in
            Gradient.Stop(place: place, colour: colour, opacity: strength * share)
        }
    }

    /// Thin paper, laid across.
    private func sheet(_ outline: Outline, _ strength: Double, to svg: inout SVGText) {
        svg.path(outline.mapped(.move(0, -3 * air.unit))) { $0.fill(air.style.ink, opacity: 0.06) }
        svg.path(outline) { $0.fill(colour, opacity: min(1, strength * 0.95)) }
    }

    private func outline(top: Double, bottom: Double, _ dice: inout Dice) -> Outline {
        let (left, right) = (-260 * air.unit, air.canvas.width + 260 * air.unit)
        let upper = wave(from: left, to: right, at: top, &dice)
        let lower =
            air.style.hand == .cut
            ? wave(from: left, to: right, at: bottom, &dice).reversed()
            : [
                ScenePoint(x: right, y: bottom), ScenePoint(x: left, y: bottom),
            ]
        return .smooth(upper + lower)
    }

    private func wave(from left: Double, to right: Double, at y: Double, _ dice: inout Dice) -> [ScenePoint] {
        var points: [ScenePoint] = []
        var (x, side) = (left, dice.sign())
        while x < right + 10 {
            points.append(ScenePoint(x: x, y: y + side * dice.number(8...34) * air.unit))
            x += dice.number(90...190) * air.unit
            side = -side
        }
        return points
    }

    /// A few long level strokes, broken off.
    private func lines(top: Double, _ base: Double, _ dice: inout Dice, to svg: inout SVGText) {
        let runs = (0..<Int(6 * air.canvas.width / air.canvas.unit) + 3).map { _ in
            let start = ScenePoint(x: dice.number(-0.1...0.95) * air.canvas.width, y: dice.number(top...base))
            let length = dice.number(90...300) * air.unit
            return [start, start + ScenePoint(x: length, y: dice.number(-2...2) * air.unit)]
        }
        svg.path(runs.map(Outline.open)) {
            $0.stroke(air.style.line, width: air.style.pen * 0.4, opacity: 0.6)
        }
    }
}
