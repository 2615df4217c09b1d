extension SkyWriter {
    /// A graded wash on white paper; pigment dropped in while it was wet, and clouds lifted off.
    mutating func writeWashes(to svg: inout SVGText) {
        fill(style.paper, to: &svg)
        let sky = colouring.sky
        let stops = [
            Gradient.Stop(place: 0, colour: sky[0], opacity: 0.95),
            Gradient.Stop(place: 0.5, colour: sky[1], opacity: 0.72),
            Gradient.Stop(place: 0.85, colour: sky[2], opacity: 0.55),
            Gradient.Stop(place: 1, colour: sky[2], opacity: 0.75),
        ]
        Gradient(id: "sky", top: 0, bottom: horizon, stops: stops).write(to: &definitions)
        svg.rectangle(canvas.box) { $0.attribute("fill", "url(#sky)") }
        guard isOpen else { return }
        let deep = sky[0].mixed(with: style.ink, 0.12)
        RadialGradient(spot: "drop", deep, opacity: 0.4).write(to: &definitions)
        RadialGradient(spot: "lift", style.paper, opacity: 0.62).write(to: &definitions)
        let count = min(24, Int(canvas.width / canvas.unit * 3) + 2)
        for _ in 0..<count { drop(to: &svg) }
        for _ in 0..<count { cloud(to: &svg) }
    }

    private mutating func drop(to svg: inout SVGText) {
        let place = ScenePoint(x: dice.number(0...canvas.width), y: dice.number(-0.1...0.6) * horizon)
        let (across, down) = (canvas.unit * dice.number(0.12...0.3), canvas.unit * dice.number(0.04...0.1))
        svg.path(.ellipse(at: place, across, down)) { $0.attribute("fill", "url(#drop)") }
    }

    /// Soft heaps side by side, thinner towards both ends.
    private mutating func cloud(to svg: inout SVGText) {
        let place = ScenePoint(x: dice.number(0...canvas.width), y: dice.number(0.06...0.7) * horizon)
        let size = canvas.unit * dice.number(0.04...0.085)
        let heaps = 3 + dice.index(4)
        for heap in 0..<heaps {
            let along = Double(heap) - Double(heaps - 1) / 2
            let reach = size * (1.25 - abs(along) * 0.22) * dice.number(0.8...1.2)
            let middle = ScenePoint(
                x: place.x + along * size * 1.15,
                y: place.y - reach * dice.number(0.1...0.5)
            )
            svg.path(.ellipse(at: middle, reach * 1.5, reach)) { $0.attribute("fill", "url(#lift)") }
        }
    }
}

extension RadialGradient {
    /// A spot that fades out towards its edge.
    init(spot id: String, _ colour: SketchColour, opacity: Double) {
        self.init(
            id: id,
            stops: [(0, 1), (0.45, 0.72), (0.8, 0.18), (1, 0)].map {
                Gradient.Stop(place: $0.0, colour: colour, opacity: $0.1 * opacity)
            }
        )
    }
}
