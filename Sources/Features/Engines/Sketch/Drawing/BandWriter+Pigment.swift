// Bands of watercolour: dark where the wash was begun, thin where it ran to, glazed once more.

extension BandWriter {
    func pigment(_ shape: BandShape, to svg: inout SVGText, definitions: inout SVGText) {
        guard let bounds = shape.line.bounds else { return }
        let reach = max(bounds.height, 60 * unit) + 240 * unit
        let strength = 1 - haze * 0.35
        Gradient(
            id: gradient,
            top: bounds.top,
            bottom: bounds.top + reach,
            stops: [
                Gradient.Stop(place: 0, colour: tint.colour, opacity: 0.95 * strength),
                Gradient.Stop(place: 0.35, colour: tint.colour, opacity: 0.6 * strength),
                Gradient.Stop(place: 0.7, colour: tint.colour, opacity: 0.74),
                Gradient.Stop(place: 1, colour: tint.colour, opacity: 0.94),
            ]
        ).write(to: &definitions)
        svg.path(shape.body()) { svg in
            svg.fill(style.paper, opacity: 0.95)
            svg.attribute("stroke", style.paper.text)
            svg.attribute("stroke-width", 3 * unit * (1 - haze))
        }
        svg.path(shape.body()) { $0.attribute("fill", "url(#\(gradient))") }
        glazes(below: bounds, shape, to: &svg)
    }

    /// Strokes of a broad brush across, once the first wash had dried.
    private func glazes(below bounds: SceneBox, _ shape: BandShape, to svg: inout SVGText) {
        var dice = dice
        let shade = tint.colour.mixed(with: style.ink, 0.2)
        let count = min(24, Int(shape.right / (260 * unit)) + 2)
        let strokes = (0..<count).map { _ -> Outline in
            let down = bounds.bottom + dice.number(20...260) * unit
            let start = ScenePoint(x: dice.number(-0.1...0.9) * shape.right, y: down)
            let length = dice.number(140...420) * unit
            let run = (0...8).map { step in
                let share = Double(step) / 8
                return ScenePoint(x: start.x + length * share, y: start.y + dice.number(-5...5) * unit)
            }
            return Brush(width: dice.number(14...44) * unit, dice: dice).stroke(along: run)
        }
        svg.path(strokes) { $0.fill(shade, opacity: 0.12 * (1 - haze)) }
    }
}
