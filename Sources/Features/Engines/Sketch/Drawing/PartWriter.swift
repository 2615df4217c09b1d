/// Draws the shapes of a part in the manner of a style.
struct PartWriter {
    let style: DrawingStyle
    /// The pen's width in the drawing's units.
    let pen: Double
    /// Length of a scene unit in the drawing's units.
    let unit: Double
    /// How many copies a sheet's shadow has; 0 for what is small and many.
    var shadows = 3
    /// Whether thin strokes stand for brush strokes: for what is small and many.
    var isPlain = false
    /// Where the whole stands, when only its mirror image in a wet floor is drawn.
    var mirror: SceneBox?
    /// Begins the names of what the drawing defines.
    let name: String
    let colour: (Paint) -> Colouring.Tint
    var dice: Dice
    /// The gradients of a wash, by tone.
    var gradients: [InkTone: String] = [:]
    /// Those of colours that run out.
    var washes: [Colouring.Tint: String] = [:]

    /// Draws one part.
    mutating func write(_ shapes: [PosedShape], to svg: inout SVGText) {
        switch style.fill {
        case .facets: writeFacets(shapes, to: &svg)
        case .sheets: writeSheets(shapes, to: &svg)
        case .wash: writeWash(shapes, to: &svg)
        case .spots: writeSpots(shapes, to: &svg)
        case .pigment: writePigment(shapes, to: &svg)
        case .cells, .stones: writeCoarse(shapes, to: &svg)
        case .blocks: writeBlocks(shapes, to: &svg)
        case .screens: writeScreens(shapes, to: &svg)
        case .polygons: writePolygons(shapes, to: &svg)
        case .tubes: writeTubes(shapes, to: &svg)
        case .drafting: writeDrafting(shapes, to: &svg)
        }
    }

    /// Shapes that make up the silhouette: those that no earlier shape's box holds.
    func silhouettes(_ shapes: [PosedShape]) -> [PosedShape] {
        var boxes: [SceneBox] = []
        return shapes.filter { shape in
            guard case .fill = shape.role, let box = shape.outline.bounds else { return false }
            defer { boxes.append(box) }
            return !boxes.contains { $0.contains(box, within: 0.5) }
        }
    }

    func line(_ outline: Outline, weight: Double, _ colour: SketchColour, to svg: inout SVGText) {
        svg.path(outline) { $0.stroke(colour, width: pen * weight) }
    }
}

// MARK: - Facets

extension PartWriter {
    /// Even colours side by side; neighbours of one colour share a path.
    private func writeFacets(_ shapes: [PosedShape], to svg: inout SVGText) {
        for shape in shapes {
            switch shape.role {
            case .fill(let paint):
                svg.path(shape.outline) { $0.fill(colour(paint).colour) }
            case .line(let weight):
                line(shape.outline, weight: weight, style.ink, to: &svg)
            case .edge, .anchor:
                break
            }
        }
    }
}

// MARK: - Sheets

extension PartWriter {
    private static let rim = 1.6

    /// A sheet of coloured paper: its shadow, a lit edge, then its colours.
    private mutating func writeSheets(_ shapes: [PosedShape], to svg: inout SVGText) {
        let sheet = silhouettes(shapes).map(\.outline)
        if !sheet.isEmpty, shadows > 0 { writeShadow(of: sheet, to: &svg) }
        let edge = shadows > 0 ? firstFill(shapes).map { $0.mixed(with: .white, 0.38) } : nil
        if let edge {
            let shift = Affine.move(-Self.rim * unit * 0.7, -Self.rim * unit)
            svg.path(sheet.map { $0.mapped(shift) }) { $0.fill(edge) }
        }
        let tone = dice.number(-0.025...0.025)
        for shape in shapes {
            switch shape.role {
            case .fill(let paint):
                let paper = colour(paint).colour
                svg.path(shape.outline) { $0.fill(paper.mixed(with: tone > 0 ? .white : .black, abs(tone))) }
            case .line(let weight):
                line(shape.outline, weight: weight, style.ink, to: &svg)
            case .edge, .anchor:
                break
            }
        }
    }

    private func firstFill(_ shapes: [PosedShape]) -> SketchColour? {
        for shape in shapes {
            if case .fill(let paint) = shape.role { return colour(paint).colour }
        }
        return nil
    }

    /// Wide and faint, then narrow and darker: soft without a filter.
    func writeShadow(of sheet: [Outline], to svg: inout SVGText) {
        let copies = [(4.5, 7.5, 7.0, 0.07), (3.2, 5.2, 3.5, 0.09), (2.0, 3.0, 0.0, 0.16)]
        for (right, down, spread, opacity) in copies.suffix(shadows) {
            let moved = sheet.map { $0.mapped(.move(right * unit, down * unit)) }
            svg.path(moved) { svg in
                svg.fill(style.ink, opacity: opacity)
                if spread > 0 {
                    svg.attribute("stroke", style.ink.text)
                    svg.attribute("stroke-width", spread * unit)
                    svg.attribute("stroke-opacity", opacity * 0.6)
                }
            }
        }
    }
}
