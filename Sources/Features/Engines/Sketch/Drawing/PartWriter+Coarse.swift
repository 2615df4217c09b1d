// For cells and stones: even colours, nothing finer than one of them.

extension PartWriter {
    /// A cell's and a stone's side, in scene units.
    private var grain: Double { style.coarseness * unit }

    mutating func writeCoarse(_ shapes: [PosedShape], to svg: inout SVGText) {
        let size = SceneBox(around: shapes.compactMap(\.outline.bounds).flatMap(\.corners))
        // What has no room for lines is drawn without them.
        let isLarge = (size?.height ?? 0) > grain * 7 && !isPlain
        if style.fill == .stones, !isPlain { rim(of: shapes, to: &svg) }
        for shape in shapes {
            switch shape.role {
            case .fill(let paint): coarse(shape.outline, colour(paint), isLarge, to: &svg)
            case .line(let weight):
                guard isLarge || weight > 1.4 else { continue }
                let width = max(pen * weight, grain * 0.64)
                svg.path(shape.outline) { $0.stroke(style.ink, width: width) }
            case .edge, .anchor: break
            }
        }
    }

    /// Grown to a whole grain, so that it is not lost: an eye, a spoke, a handle.
    private func coarse(_ outline: Outline, _ tint: Colouring.Tint, _ isLarge: Bool, to svg: inout SVGText) {
        guard let box = outline.bounds else { return }
        let lack = leastSize(tint) - min(box.width, box.height)
        // A glint would hide the eye that it lies in.
        let isGlint = tint.colour.lab.lightness > 0.8 && !isPlain
        if isPlain || isGlint, max(box.width, box.height) < grain * 0.45 { return }
        svg.path(outline) { svg in
            svg.fill(tint.colour)
            guard lack > 0, isLarge || !isPlain else { return }
            svg.attribute("stroke", tint.colour.text)
            svg.attribute("stroke-width", lack)
            svg.attribute("stroke-linejoin", "round")
        }
    }

    /// Eyes are grown more than others: what is dark must fill a grain wherever it lies, what is white around it be seen.
    private func leastSize(_ tint: Colouring.Tint) -> Double {
        let lightness = tint.colour.lab.lightness
        return grain * (lightness < 0.4 ? 1.3 : lightness > 0.85 ? 1.8 : 1.1)
    }

    /// A row of darker stones around what lies before something else.
    private func rim(of shapes: [PosedShape], to svg: inout SVGText) {
        for shape in silhouettes(shapes) {
            guard case .fill(let paint) = shape.role else { continue }
            let dark = colour(paint).colour.mixed(with: style.ink, 0.55)
            svg.path(shape.outline) { svg in
                svg.attribute("fill", dark.text)
                svg.attribute("stroke", dark.text)
                svg.attribute("stroke-width", grain * 0.9)
                svg.attribute("stroke-linejoin", "round")
            }
        }
    }
}

extension DrawingStyle {
    /// The side of the smallest thing that can be seen, in scene units; 0 where there is none.
    var coarseness: Double {
        switch finish {
        case .pixels(let across, _): Scene.Canvas.shortSide / Double(across)
        // Things are laid in smaller stones than what is around them.
        case .inlay(let across, _): 0.65 * Scene.Canvas.shortSide / Double(across)
        case .none, .paint, .print, .shine: 0
        }
    }

    /// How much larger details are drawn that are strewn so densely, so that something is left of them.
    func strewing(every distance: Double) -> Double { coarseness > 0 && distance < 200 ? 1.7 : 1 }
}

extension SceneBox {
    var corners: [ScenePoint] { [ScenePoint(x: left, y: top), ScenePoint(x: right, y: bottom)] }
}
