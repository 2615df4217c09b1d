import Foundation

// Watercolour: translucent washes that run out, white paper left around them, a little pencil.

extension PartWriter {
    /// Units of paper left white around a part.
    private static let gap = 2.4
    private static let pencil = SketchColour(red: 0.26, green: 0.23, blue: 0.27)

    mutating func writePigment(_ shapes: [PosedShape], to svg: inout SVGText) {
        let outer = silhouettes(shapes).map(\.outline)
        if !isPlain { leavePaper(outer, to: &svg) }
        for shape in shapes { wash(shape, to: &svg) }
        for shape in shapes {
            if case .line(let weight) = shape.role {
                svg.path(shape.outline) { $0.stroke(style.ink, width: pen * weight, opacity: 0.72) }
            }
        }
        guard !isPlain else { return }
        let shift = Affine.move(0.5 * unit, 0.4 * unit)
        svg.path(outer.map { $0.mapped(shift) }) { $0.stroke(Self.pencil, width: pen * 0.34, opacity: 0.34) }
    }

    /// What lies behind does not shine through, and ends before it.
    private func leavePaper(_ outer: [Outline], to svg: inout SVGText) {
        let paper = style.paper
        svg.path(outer) { svg in
            svg.fill(paper, opacity: 0.96)
            svg.attribute("stroke", paper.text)
            svg.attribute("stroke-width", Self.gap * unit)
            svg.attribute("stroke-linejoin", "round")
            svg.attribute("stroke-opacity", 0.8)
        }
    }

    private mutating func wash(_ shape: PosedShape, to svg: inout SVGText) {
        guard case .fill(let paint) = shape.role else { return }
        let tint = colour(paint)
        guard let box = shape.outline.bounds, box.area > 420 * unit * unit, !isPlain, !tint.isCommon else {
            return svg.path(shape.outline) { $0.fill(tint.colour, opacity: 0.9) }
        }
        switch tint.tone {
        case .light: svg.path(shape.outline) { $0.fill(tint.colour, opacity: 0.72) }
        case .shade, .plain:
            let gradient = wash(of: tint, to: &svg)
            svg.path(shape.outline) { $0.attribute("fill", "url(#\(gradient))") }
        }
    }

    /// From a full brush to water, where another pigment was dropped in, and to where the drop dried.
    private mutating func wash(of tint: Colouring.Tint, to svg: inout SVGText) -> String {
        if let known = washes[tint] { return known }
        let id = "\(name)p\(washes.count)"
        washes[tint] = id
        let (across, down) = (dice.number(-0.4...0.4), dice.number(0.7...1))
        let turn = tint.isAsked ? 0 : dice.number(-0.4...0.4)
        let thin = dropped(tint.colour, turn).mixed(with: style.paper, tint.isAsked ? 0.18 : 0.34)
        svg.append("<linearGradient id=\"\(id)\" x1=\"0.5\" y1=\"0\"")
        svg.attribute("x2", 0.5 + across)
        svg.attribute("y2", down)
        svg.append(">")
        for (place, colour) in [(0.0, tint.colour), (0.42, thin), (0.78, tint.colour), (1.0, tint.colour)] {
            svg.append("<stop")
            svg.attribute("offset", place)
            svg.attribute("stop-color", colour.text)
            svg.attribute("stop-opacity", 0.94)
            svg.append("/>")
        }
        svg.append("</linearGradient>")
        return id
    }

    private func dropped(_ colour: SketchColour, _ turn: Double) -> SketchColour {
        let lab = colour.lab
        let (sine, cosine) = (sin(turn), cos(turn))
        let turned = SketchColour.Lab(
            lightness: lab.lightness,
            a: lab.a * cosine - lab.b * sine,
            b: lab.a * sine + lab.b * cosine
        )
        return SketchColour(turned)
    }
}
