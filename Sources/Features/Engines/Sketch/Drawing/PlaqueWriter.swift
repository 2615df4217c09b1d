/// Draws what quoted text stands on.
struct PlaqueWriter {
    let box: SceneBox
    let fontSize: Double
    let style: DrawingStyle
    let unit: Double

    /// Draws it; returns the colour that text stands on.
    func write(to svg: inout SVGText) -> SketchColour {
        switch style.plaque {
        case .label: label(box, to: &svg)
        case .sheet: sheet(box, to: &svg)
        case .scroll: svg.rectangle(box, radius: 2 * unit) { $0.fill(style.paper, opacity: 0.86) }
        case .frame: frame(box, to: &svg)
        case .gap: gap(box, to: &svg)
        case .window: window(box, to: &svg)
        case .block: block(box, to: &svg)
        case .gem: gem(box, to: &svg)
        case .slab: slab(box, to: &svg)
        case .sign: sign(box, to: &svg)
        case .title: title(box, to: &svg)
        }
        return style.plaque.isDark ? style.ink : style.paper
    }

    private func label(_ box: SceneBox, to svg: inout SVGText) {
        let radius = min(box.height * 0.24, fontSize * 0.5)
        svg.rectangle(box.moved(byX: 0, y: 5 * unit), radius: radius) { $0.fill(style.ink, opacity: 0.16) }
        svg.rectangle(box, radius: radius) { $0.fill(style.paper, opacity: 0.95) }
    }

    private func sheet(_ box: SceneBox, to svg: inout SVGText) {
        for (shift, opacity) in [(8.0, 0.08), (5.0, 0.12), (2.5, 0.18)] {
            let shadow = box.moved(byX: shift * 0.6 * unit, y: shift * unit)
            svg.rectangle(shadow, radius: 3 * unit) { $0.fill(style.ink, opacity: opacity) }
        }
        svg.rectangle(box, radius: 3 * unit) { $0.fill(style.paper) }
    }

    private func frame(_ box: SceneBox, to svg: inout SVGText) {
        svg.rectangle(box, radius: 2 * unit) { svg in
            svg.fill(style.paper)
            svg.attribute("stroke", style.ink.text)
            svg.attribute("stroke-width", style.pen)
        }
        let inner = box.inset(byX: style.pen * 3, y: style.pen * 3)
        svg.rectangle(inner) { $0.stroke(style.ink, width: style.pen * 0.4) }
    }

    /// Paper that the brush went around, a thin line of colour inside.
    private func gap(_ box: SceneBox, to svg: inout SVGText) {
        let radius = 10 * unit
        svg.rectangle(box.inset(byX: -3 * unit, y: -3 * unit), radius: radius) { $0.fill(style.paper) }
        svg.rectangle(box.inset(byX: 9 * unit, y: 9 * unit), radius: radius * 0.6) { svg in
            svg.stroke(style.accent, width: 2.4 * unit, opacity: 0.55)
        }
    }

    /// A game's window: a light and a dark rim of one cell each.
    private func window(_ box: SceneBox, to svg: inout SVGText) {
        let cell = max(style.coarseness, unit)
        for (inset, colour) in [(0.0, style.ink), (1, style.paper), (2, style.ink)] {
            svg.path(notched(box.inset(byX: inset * cell, y: inset * cell), by: cell)) { $0.fill(colour) }
        }
    }

    /// A rectangle without its corners.
    private func notched(_ box: SceneBox, by side: Double) -> Outline {
        let inner = box.inset(byX: side, y: side)
        return .polygon([
            ScenePoint(x: inner.left, y: box.top), ScenePoint(x: inner.right, y: box.top),
            ScenePoint(x: inner.right, y: inner.top), ScenePoint(x: box.right, y: inner.top),
            ScenePoint(x: box.right, y: inner.bottom), ScenePoint(x: inner.right, y: inner.bottom),
            ScenePoint(x: inner.right, y: box.bottom), ScenePoint(x: inner.left, y: box.bottom),
            ScenePoint(x: inner.left, y: inner.bottom), ScenePoint(x: box.left, y: inner.bottom),
            ScenePoint(x: box.left, y: inner.top), ScenePoint(x: inner.left, y: inner.top),
        ])
    }

    private func block(_ box: SceneBox, to svg: inout SVGText) {
        svg.rectangle(box) { $0.fill(style.ink) }
        let inner = box.inset(byX: 7 * unit, y: 7 * unit)
        svg.rectangle(inner) { $0.stroke(style.paper, width: 2.4 * unit) }
    }

    /// A plate with cut corners, its four bevels lit from the upper left.
    private func gem(_ box: SceneBox, to svg: inout SVGText) {
        let (cut, rim) = (min(box.height * 0.3, 26 * unit), 9 * unit)
        let outer = Self.cut(box, cut)
        let inner = Self.cut(box.inset(byX: rim, y: rim), cut * 0.8)
        svg.path(Outline.polygon(outer).mapped(.move(3 * unit, 6 * unit))) {
            $0.fill(style.ink, opacity: 0.2)
        }
        for (place, light) in [0.5, 0.05, -0.14, -0.24, -0.2, -0.08, 0.24, 0.6].enumerated() {
            let next = (place + 1) % outer.count
            let side = Outline.polygon([outer[place], outer[next], inner[next], inner[place]])
            let colour = style.paper.mixed(with: light > 0 ? .white : style.ink, abs(light) * 0.8)
            svg.path(side) { $0.fill(colour) }
        }
        svg.path(.polygon(inner)) { $0.fill(style.paper) }
    }

    private static func cut(_ box: SceneBox, _ side: Double) -> [ScenePoint] {
        [
            ScenePoint(x: box.left + side, y: box.top), ScenePoint(x: box.right - side, y: box.top),
            ScenePoint(x: box.right, y: box.top + side), ScenePoint(x: box.right, y: box.bottom - side),
            ScenePoint(x: box.right - side, y: box.bottom), ScenePoint(x: box.left + side, y: box.bottom),
            ScenePoint(x: box.left, y: box.bottom - side), ScenePoint(x: box.left, y: box.top + side),
        ]
    }

    /// A slab let into the wall, in a border of gold and stone.
    private func slab(_ box: SceneBox, to svg: inout SVGText) {
        svg.rectangle(box, radius: 3 * unit) { $0.fill(style.ink) }
        svg.rectangle(box.inset(byX: 3 * unit, y: 3 * unit), radius: 2 * unit) { $0.fill(style.accent) }
        let inner = box.inset(byX: 10 * unit, y: 10 * unit)
        svg.rectangle(inner.inset(byX: -2 * unit, y: -2 * unit), radius: 2 * unit) { $0.fill(style.ink) }
        svg.rectangle(inner, radius: 2 * unit) { $0.fill(style.paper) }
    }

    private func sign(_ box: SceneBox, to svg: inout SVGText) {
        let radius = min(box.height * 0.24, 30 * unit)
        svg.rectangle(box, radius: radius) { $0.fill(style.ink, opacity: 0.9) }
        let tube = Tube(colour: style.accent, width: style.pen * 1.3)
        tube.write([.rectangle(box, rounded: radius)], core: style.paper, to: &svg)
    }

    /// Two rules around, and a column of cells at its right end.
    private func title(_ box: SceneBox, to svg: inout SVGText) {
        svg.rectangle(box) { svg in
            svg.fill(style.ink)
            svg.attribute("stroke", style.paper.text)
            svg.attribute("stroke-width", style.pen * 1.1)
        }
        let inner = box.inset(byX: style.pen * 2.4, y: style.pen * 2.4)
        svg.rectangle(inner) { $0.stroke(style.paper, width: style.pen * 0.4) }
    }
}

extension DrawingStyle.Plaque {
    /// Whether text on it is light.
    var isDark: Bool {
        switch self {
        case .label, .sheet, .scroll, .frame, .gap, .gem, .slab: false
        case .window, .block, .sign, .title: true
        }
    }
}
