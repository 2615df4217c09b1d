// Bands of light, and of a draughtsman's lines.

extension BandWriter {
    /// Dark ground behind an edge that shines, the less the farther away.
    func tubes(_ shape: BandShape, to svg: inout SVGText, definitions: inout SVGText) {
        guard let bounds = shape.line.bounds else { return }
        let tone = TubeTone(style: style)
        let tube = tone.colour(tint)
        Gradient(
            id: gradient,
            top: bounds.top,
            bottom: bounds.bottom + 260 * unit,
            stops: [
                Gradient.Stop(place: 0, colour: tone.ground(tube, 0.2 + 0.1 * haze)),
                Gradient.Stop(place: 0.4, colour: tone.ground(tube, 0.09)),
                Gradient.Stop(place: 1, colour: tone.ground(tube, 0.04)),
            ]
        ).write(to: &definitions)
        svg.path(shape.body()) { $0.attribute("fill", "url(#\(gradient))") }
        Tube(colour: tube, width: style.pen * (0.9 - haze * 0.5), strength: 0.9 - haze * 0.55)
            .write([shape.line], core: style.paper, to: &svg)
    }

    /// A contour with hachures below it, as on maps.
    func drafting(_ shape: BandShape, to svg: inout SVGText) {
        svg.path(shape.body()) { $0.fill(style.ink) }
        let strength = 0.8 - haze * 0.45
        svg.path(shape.line) { $0.stroke(style.paper, width: style.pen * 0.65 * strength, opacity: strength) }
        var dice = dice
        let run = shape.line.runs(steps: 6).first ?? []
        let step = 16 * unit
        var pieces: [Outline.Piece] = []
        var last = -step
        for (start, end) in zip(run, run.dropFirst()) {
            var x = max(last + step, start.x)
            while x < end.x {
                let share = (x - start.x) / max(end.x - start.x, 0.001)
                let y = start.y + (end.y - start.y) * share
                let length = dice.number(7...15) * unit * strength
                pieces += [
                    .move(ScenePoint(x: x, y: y + 3 * unit)),
                    .line(ScenePoint(x: x - length * 0.4, y: y + length)),
                ]
                last = x
                x += step
            }
        }
        svg.path(Outline(pieces: pieces)) {
            $0.stroke(style.paper, width: style.pen * 0.3, opacity: 0.45 * strength)
        }
    }
}
