/// Draws the shadows that things throw on the ground, below everything that stands on it.
struct ShadowWriter {
    let scene: Scene
    let library: SketchLibrary
    let style: DrawingStyle
    let light: Light
    private(set) var definitions = SVGText()
    private var silhouettes: [[Outline]] = []

    init(scene: Scene, library: SketchLibrary, style: DrawingStyle, light: Light) {
        self.scene = scene
        self.library = library
        self.style = style
        self.light = light
    }

    /// The shadow of an item; nil where it throws none: in the air, inside of something, in water, a lamp by night.
    func shadow(of item: Scene.Item) -> CastShadow? {
        guard let subject = library.subjects[item.subject], subject.stands == .ground, item.isGrounded,
            item.container == nil, !library.lamps.contains(item.subject) || light.isAbove,
            let fall = light.fall(at: item.foot)
        else { return nil }
        return CastShadow(item: item, subject: subject, fall: fall)
    }

    mutating func write(to svg: inout SVGText) {
        let shadows = scene.items.compactMap { shadow(of: $0) }
        guard !shadows.isEmpty, style.shadowDepth > 0 else { return }
        let strength = min(1, light.strength * style.shadowDepth)
        switch style.hand {
        case .even, .cut: group(shadows, opacity: strength, to: &svg)
        case .brush: group(shadows, opacity: strength * 0.62, to: &svg)
        case .pen: strokes(shadows, to: &svg)
        }
    }

    private mutating func group(_ shadows: [CastShadow], opacity: Double, to svg: inout SVGText) {
        let drawn = shadows.map { (id: silhouette(of: $0), place: $0.placement) }
        svg.group(opacity: opacity, fill: style.ink) { svg in
            for shadow in drawn { svg.use(shadow.id, shadow.place) }
        }
    }

    private func strokes(_ shadows: [CastShadow], to svg: inout SVGText) {
        var dice = Dice(scene.seed, for: .strokes, 2_000)
        for shadow in shadows {
            let strokes = shadow.strokes(spacing: style.pen * 3.4, &dice)
            svg.path(strokes) { $0.stroke(style.line, width: style.pen * 0.5, opacity: 0.7) }
        }
    }

    /// The name of a silhouette's drawing, written to the definitions when first asked for.
    private mutating func silhouette(of shadow: CastShadow) -> String {
        let outlines = shadow.silhouettes
        if let known = silhouettes.firstIndex(of: outlines) { return "d\(known)" }
        let id = "d\(silhouettes.count)"
        silhouettes.append(outlines)
        definitions.append("<g id=\"\(id)\">")
        for outline in outlines { definitions.path(outline) { _ in } }
        definitions.append("</g>")
        return id
    }
}
