/// Works over the surface of a material, in the hand of a style.
struct TextureWriter {
    let style: DrawingStyle
    let texture: Material.Texture
    /// Of the surface as it is painted.
    let colour: SketchColour
    /// What the sizes of its features are shares of: the drawing's height, in its own units.
    let size: Double
    let pen: Double
    var dice: Dice

    /// Surfaces smaller than this share of the size, squared, are left plain.
    private static let smallest = 0.004

    /// Draws on what belongs to `main` among the shapes of one part.
    mutating func write(on shapes: [PosedShape], to svg: inout SVGText) {
        let surface = Self.surface(of: shapes)
        guard let box = surface.box, box.area > Self.smallest * size * size else { return }
        switch texture {
        case .grain: grain(surface, box, to: &svg)
        case .gloss: gloss(surface, to: &svg)
        case .brushed: brushed(surface, to: &svg)
        case .sheen: sheen(surface, to: &svg)
        case .courses: courses(surface, to: &svg)
        case .veins: veins(surface, to: &svg)
        case .speckle: speckle(surface, to: &svg)
        case .creases: creases(surface, to: &svg)
        case .thatch: thatch(surface, to: &svg)
        case .cracks: cracks(surface, to: &svg)
        case .stitches: stitches(surface, to: &svg)
        case .rings: rings(surface, to: &svg)
        case .planes: planes(surface, to: &svg)
        }
    }

    private static func surface(of shapes: [PosedShape]) -> Surface {
        var surface = Surface()
        for shape in shapes {
            guard case .fill(let paint) = shape.role else { continue }
            if paint.key == "main" { surface.add(shape.outline) } else { surface.cover(shape.outline) }
        }
        return surface
    }
}

// MARK: - Marks

extension TextureWriter {
    enum Shade {
        case dark
        case light
    }

    /// Lines as wide as a share of the size.
    mutating func lines(
        _ runs: [[ScenePoint]],
        _ shade: Shade,
        width: Double,
        opacity: Double,
        to svg: inout SVGText
    ) {
        guard !runs.isEmpty else { return }
        switch style.hand {
        case .even, .cut:
            svg.path(runs.map(Outline.flowing)) {
                $0.stroke(tint(shade), width: width * size, opacity: opacity)
            }
        case .brush:
            let strokes = runs.map { run in
                defer { _ = dice.index(2) }
                return Brush(width: max(width * size, pen * 0.5) * 1.7, dice: dice).stroke(along: run)
            }
            let ink = shade == .dark ? tint(.dark).mixed(with: style.ink, 0.6) : style.paper
            svg.path(strokes) { $0.fill(ink, opacity: min(0.75, opacity * 1.2)) }
        case .pen:
            // Light is what a pen leaves out.
            guard shade == .dark else { return }
            svg.path(runs.map(Outline.flowing)) { $0.stroke(style.line, width: pen * 0.45, opacity: 0.8) }
        }
    }

    /// A band between two shares of the surface's extent across the weave.
    mutating func band(
        _ weave: Weave,
        _ shares: ClosedRange<Double>,
        _ shade: Shade,
        opacity: Double,
        to svg: inout SVGText
    ) {
        guard let extent = weave.extent else { return }
        let height = extent.upperBound - extent.lowerBound
        let range =
            extent.lowerBound + shares.lowerBound * height...extent.lowerBound + shares.upperBound * height
        let step =
            style.hand == .pen ? pen * 3 : max(size * 0.006, (range.upperBound - range.lowerBound) / 24)
        let runs = weave.lines(spacing: step).filter { range.contains($0.level) }.map { weave.run($0) }
        guard style.hand != .pen else { return lines(runs, .dark, width: 0, opacity: opacity, to: &svg) }
        let colour = style.hand == .brush && shade == .light ? style.paper : tint(shade)
        svg.path(runs.map(Outline.open)) { svg in
            svg.attribute("fill", "none")
            svg.attribute("stroke", colour.text)
            // Lines side by side make one surface, cut straight where it ends.
            svg.attribute("stroke-width", step * 1.25)
            svg.attribute("stroke-opacity", opacity)
        }
    }

    mutating func dots(_ places: [ScenePoint], _ shade: Shade, opacity: Double, to svg: inout SVGText) {
        guard !places.isEmpty else { return }
        let dots = places.map { place in
            let radius = size * dice.number(0.003...0.009)
            return Outline.ellipse(at: place, radius, radius * dice.number(0.7...1))
        }
        switch style.hand {
        case .even, .cut: svg.path(dots) { $0.fill(tint(shade), opacity: opacity) }
        case .brush:
            svg.path(dots) { $0.fill(shade == .dark ? style.ink : style.paper, opacity: opacity * 0.8) }
        case .pen: if shade == .dark { svg.path(dots) { $0.fill(style.line, opacity: 0.8) } }
        }
    }

    func tint(_ shade: Shade) -> SketchColour {
        var lab = colour.lab
        switch shade {
        case .dark:
            lab.lightness *= 0.72
            return SketchColour(lab)
        case .light:
            return colour.mixed(with: .white, 0.72)
        }
    }
}
