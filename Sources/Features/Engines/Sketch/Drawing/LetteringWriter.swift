/// Sets quoted text on a ground of its own, so that it can be read whatever lies behind.
struct LetteringWriter {
    let text: Scene.Lettering
    let style: DrawingStyle
    let unit: Double

    func write(to svg: inout SVGText) {
        let ground = ground(to: &svg)
        let colour =
            [style.ink, style.paper].max { $0.contrast(with: ground) < $1.contrast(with: ground) }
            ?? style.ink
        let size = text.fontSize
        let first = text.box.centre.y - Double(text.lines.count - 1) / 2 * size * LetteringLayout.lineHeight
        for (place, line) in text.lines.enumerated() {
            svg.append("<text text-anchor=\"middle\"")
            svg.attribute("x", text.box.centre.x)
            // Latin and Chinese letters are centred well by a third of their size.
            svg.attribute("y", first + Double(place) * size * LetteringLayout.lineHeight + size * 0.36)
            svg.attribute("font-size", size)
            svg.attribute("font-family", style.fonts)
            svg.attribute("font-weight", "\(style.fontWeight)")
            svg.attribute("fill", colour.text)
            svg.append(">\(SVGText.escaped(line))</text>")
        }
    }

    /// Draws what the text stands on; returns its colour.
    private func ground(to svg: inout SVGText) -> SketchColour {
        let box = text.box
        let radius = min(box.height * 0.24, text.fontSize * 0.5)
        switch style.plaque {
        case .label:
            svg.rectangle(box.moved(byX: 0, y: 5 * unit), radius: radius) {
                $0.fill(style.ink, opacity: 0.16)
            }
            svg.rectangle(box, radius: radius) { $0.fill(style.paper, opacity: 0.95) }
        case .sheet:
            for (shift, opacity) in [(8.0, 0.08), (5.0, 0.12), (2.5, 0.18)] {
                let shadow = box.moved(byX: shift * 0.6 * unit, y: shift * unit)
                svg.rectangle(shadow, radius: 3 * unit) { $0.fill(style.ink, opacity: opacity) }
            }
            svg.rectangle(box, radius: 3 * unit) { $0.fill(style.paper) }
        case .scroll:
            svg.rectangle(box, radius: 2 * unit) { $0.fill(style.paper, opacity: 0.86) }
        case .frame:
            svg.rectangle(box, radius: 2 * unit) { svg in
                svg.fill(style.paper)
                svg.attribute("stroke", style.ink.text)
                svg.attribute("stroke-width", style.pen)
            }
            let inner = box.inset(byX: style.pen * 3, y: style.pen * 3)
            svg.rectangle(inner) { $0.stroke(style.ink, width: style.pen * 0.4) }
        }
        return style.paper
    }
}
