// For screens of dots: colours that run out evenly towards the dark, lines in ink.

extension PartWriter {
    mutating func writeScreens(_ shapes: [PosedShape], to svg: inout SVGText) {
        for shape in shapes {
            switch shape.role {
            case .fill(let paint): screen(shape.outline, colour(paint), to: &svg)
            case .line(let weight):
                guard !isPlain || weight >= 1 else { continue }
                line(shape.outline, weight: weight * 1.15, style.ink, to: &svg)
            case .edge, .anchor: break
            }
        }
    }

    private mutating func screen(_ outline: Outline, _ tint: Colouring.Tint, to svg: inout SVGText) {
        guard let box = outline.bounds, box.area > 1_500 * unit * unit, !isPlain, !tint.isCommon,
            tint.tone == .plain
        else {
            return svg.path(outline) { $0.fill(tint.colour) }
        }
        let slope = slope(of: tint, to: &svg)
        svg.path(outline) { $0.attribute("fill", "url(#\(slope))") }
    }

    private mutating func slope(of tint: Colouring.Tint, to svg: inout SVGText) -> String {
        if let known = washes[tint] { return known }
        let id = "\(name)p\(washes.count)"
        washes[tint] = id
        svg.append("<linearGradient id=\"\(id)\" x1=\"0.1\" y1=\"0\" x2=\"0.75\" y2=\"1\">")
        let light = tint.colour.mixed(with: .white, style.light)
        let dark = tint.colour.mixed(with: style.ink, style.shade)
        for (place, colour) in [(0.0, light), (0.38, tint.colour), (0.62, tint.colour), (1.0, dark)] {
            svg.append("<stop")
            svg.attribute("offset", place)
            svg.attribute("stop-color", colour.text)
            svg.append("/>")
        }
        svg.append("</linearGradient>")
        return id
    }
}
