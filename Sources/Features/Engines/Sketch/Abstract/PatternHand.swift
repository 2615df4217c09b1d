/// The hand that a style gives to the shapes of a pattern.
struct PatternHand {
    let style: DrawingStyle
    let canvas: Scene.Canvas
    /// Whether the colours are those of the prompt.
    let isAsked: Bool
    /// How dark the ground is that the style shows its paper for.
    let dusk: Double
    var definitions = SVGText()
    var dice: Dice
    /// What is named in the definitions so far.
    private var names = 0
    var hasGrain = false
    /// How many brush strokes are still drawn along the edges of areas.
    var strokes = 48

    init(scene: Scene, style: DrawingStyle, isAsked: Bool, dusk: Double) {
        self.style = style
        canvas = scene.canvas
        self.isAsked = isAsked
        self.dusk = dusk
        dice = Dice(scene.seed, for: .strokes, 3_000)
    }

    /// Draws one shape: the only place that tells the styles apart.
    mutating func write(_ shape: PatternShape, to svg: inout SVGText) {
        switch style.fill {
        case .facets, .cells, .stones: even(shape, to: &svg)
        case .blocks: block(shape, to: &svg)
        case .screens: screen(shape, to: &svg)
        case .polygons: polygons(shape, to: &svg)
        case .sheets: sheet(shape, to: &svg)
        case .wash: wash(shape, to: &svg)
        case .pigment: pigment(shape, to: &svg)
        case .spots, .drafting: pen(shape, to: &svg)
        case .tubes: tube(shape, to: &svg)
        }
    }

    /// Paper, or what stands for it.
    mutating func ground(_ colours: [SketchColour], to svg: inout SVGText) {
        let (high, low) = (colours.first ?? style.paper, colours.last ?? style.paper)
        if let paper = style.patternGround {
            svg.rectangle(canvas.box) { $0.fill(paper) }
            return dim(to: &svg)
        }
        guard high != low, style.fill != .sheets else { return svg.rectangle(canvas.box) { $0.fill(high) } }
        let fade = PatternFade(
            start: .zero,
            end: ScenePoint(x: 0, y: canvas.height),
            colour: low
        )
        let id = gradient(high, fade)
        svg.rectangle(canvas.box) { $0.attribute("fill", "url(#\(id))") }
    }

    mutating func name(_ kind: String) -> String {
        names += 1
        return "n\(kind)\(names)"
    }

    /// A gradient in the definitions, from a colour to where it fades to; returns its name.
    mutating func gradient(
        _ colour: SketchColour,
        _ fade: PatternFade,
        opacity: Double = 1
    ) -> String {
        let id = name("g")
        definitions.append("<linearGradient gradientUnits=\"userSpaceOnUse\"")
        definitions.attribute("id", id)
        definitions.attribute("x1", fade.start.x)
        definitions.attribute("y1", fade.start.y)
        definitions.attribute("x2", fade.end.x)
        definitions.attribute("y2", fade.end.y)
        definitions.append(">")
        Gradient.Stop(place: 0, colour: colour, opacity: opacity).write(to: &definitions)
        Gradient.Stop(place: 1, colour: fade.colour, opacity: opacity * fade.opacity)
            .write(to: &definitions)
        definitions.append("</linearGradient>")
        return id
    }
}
