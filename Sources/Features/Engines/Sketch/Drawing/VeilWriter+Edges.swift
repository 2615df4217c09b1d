extension VeilWriter {
    /// Dark from the edges: shaded, cut as frames, or drawn in strokes.
    mutating func vignette(of tone: Tone, _ place: Int, to svg: inout SVGText) {
        guard let veil = tone.vignette else { return }
        switch air.style.hand {
        case .even: gradient(veil, "edge\(place)", share: 1, to: &svg)
        case .brush: gradient(veil, "edge\(place)", share: 0.6, to: &svg)
        case .cut: frames(veil, to: &svg)
        case .pen: strokes(veil, to: &svg)
        }
    }

    private mutating func gradient(
        _ veil: Tone.Veil,
        _ id: String,
        share: Double,
        to svg: inout SVGText
    ) {
        let colour = air.style.hand == .brush ? air.style.ink : veil.colour
        let gradient = RadialGradient(
            id: id,
            radius: 0.72,
            stops: [(0.5, 0), (0.75, 0.4), (1, 1)].map {
                Gradient.Stop(place: $0.0, colour: colour, opacity: $0.1 * veil.strength * share)
            }
        )
        gradient.write(to: &definitions)
        svg.rectangle(canvas.box) { $0.attribute("fill", "url(#\(id))") }
    }

    /// Dark sheets with a wavy opening, the nearest the narrowest.
    private func frames(_ veil: Tone.Veil, to svg: inout SVGText) {
        for (place, reach) in [0.075, 0.04].enumerated() {
            var dice = air.dice(210 + place)
            let frame = frame(margin: canvas.unit * reach, &dice)
            for (shift, opacity) in [(5.0, 0.1), (2.5, 0.16)] {
                svg.path(frame.mapped(.move(shift * 0.6 * air.unit, shift * air.unit))) { svg in
                    svg.fill(air.style.ink, opacity: opacity)
                    svg.attribute("fill-rule", "evenodd")
                }
            }
            let share = place == 0 ? 0.45 : 0.75
            svg.path(frame) { svg in
                svg.fill(veil.colour, opacity: min(1, veil.strength * share + 0.1))
                svg.attribute("fill-rule", "evenodd")
            }
        }
    }

    private func frame(margin: Double, _ dice: inout Dice) -> Outline {
        let outer = Outline.rectangle(canvas.box.inset(byX: -20, y: -20))
        let inner = canvas.box.inset(byX: margin, y: margin)
        let step = canvas.unit * 0.12
        func side(_ start: ScenePoint, _ end: ScenePoint, _ normal: ScenePoint) -> [ScenePoint] {
            let count = max(2, Int((end - start).length / step))
            return (0..<count).map { place in
                let share = (Double(place) + 0.5) / Double(count)
                return start + (end - start) * share + normal * (dice.number(-0.5...0.5) * margin)
            }
        }
        let corners = [
            ScenePoint(x: inner.left, y: inner.top), ScenePoint(x: inner.right, y: inner.top),
            ScenePoint(x: inner.right, y: inner.bottom), ScenePoint(x: inner.left, y: inner.bottom),
        ]
        let points =
            side(corners[0], corners[1], ScenePoint(x: 0, y: 1))
            + side(corners[1], corners[2], ScenePoint(x: 1, y: 0))
            + side(corners[2], corners[3], ScenePoint(x: 0, y: 1))
            + side(corners[3], corners[0], ScenePoint(x: 1, y: 0))
        return Outline(pieces: outer.pieces + Outline.smooth(points).pieces)
    }

    /// Slanting strokes that thin out towards the middle.
    private func strokes(_ veil: Tone.Veil, to svg: inout SVGText) {
        var dice = air.dice(215)
        var pieces: [Outline.Piece] = []
        let step = air.unit * (20 - 8 * veil.strength)
        let length = air.unit * 26
        for place in air.strewn(min(1_400, Int(canvas.box.area / (step * step))), in: canvas.box, &dice) {
            let (dx, dy) = (place.x / canvas.width * 2 - 1, place.y / canvas.height * 2 - 1)
            let distance = (dx * dx + dy * dy).squareRoot()
            guard distance > 0.92, dice.chance((distance - 0.86) * 2.2 * veil.strength) else { continue }
            let reach = ScenePoint(x: length, y: -length) * dice.number(0.5...1)
            pieces += [.move(place - reach * 0.5), .line(place + reach * 0.5)]
        }
        svg.path(Outline(pieces: pieces)) {
            $0.stroke(air.style.line, width: air.style.pen * 0.45, opacity: 0.6)
        }
    }
}
