/// The light around lamps by night: in the air behind them, and on the ground.
struct LampWriter {
    /// How far it reaches, in shares of the picture's unit.
    private static let reach = 0.36
    /// Where in a lamp its light is, from its foot up.
    private static let height = 0.7
    /// Lamps that shine, at most.
    private static let most = 12

    let scene: Scene
    let library: SketchLibrary
    let colouring: Colouring
    private(set) var definitions = SVGText()

    init(scene: Scene, library: SketchLibrary, colouring: Colouring) {
        self.scene = scene
        self.library = library
        self.colouring = colouring
    }

    /// Feet of the lamps of the picture.
    var feet: [ScenePoint] { lamps.map(\.foot) }

    private var lamps: [Scene.Item] {
        Array(scene.items.filter { library.lamps.contains($0.subject) }.prefix(Self.most))
    }

    /// Nothing by day, when no one sees it.
    mutating func write(to svg: inout SVGText) {
        guard colouring.conditions.isOpen, colouring.time.shadow == 0, !lamps.isEmpty else { return }
        let style = colouring.style
        // A pen leaves light out; a brush leaves the paper bare.
        guard style.hand != .pen || style.isDark else { return }
        let colour = style.hand == .brush ? style.paper : colouring.glow
        gradient(colour)
        for lamp in lamps { glow(of: lamp, colour, to: &svg) }
    }

    private mutating func gradient(_ colour: SketchColour) {
        let stops = [(0.0, 0.7), (0.3, 0.34), (0.65, 0.1), (1.0, 0.0)].map {
            Gradient.Stop(place: $0.0, colour: colour, opacity: $0.1)
        }
        RadialGradient(id: "lamp", stops: stops).write(to: &definitions)
    }

    private func glow(of lamp: Scene.Item, _ colour: SketchColour, to svg: inout SVGText) {
        guard let subject = library.subjects[lamp.subject] else { return }
        let box = lamp.bounds(of: subject)
        let centre = ScenePoint(x: box.centre.x, y: box.bottom - box.height * Self.height)
        let reach = Self.reach * scene.canvas.unit
        if lamp.isGrounded {
            let ground = ScenePoint(x: lamp.foot.x, y: lamp.ground(of: subject))
            svg.path(.ellipse(at: ground, reach * 0.9, reach * 0.24)) { $0.attribute("fill", "url(#lamp)") }
        }
        guard colouring.style.hand == .cut else {
            return svg.circle(at: centre, reach) { $0.attribute("fill", "url(#lamp)") }
        }
        for ring in [0.8, 0.5, 0.26] {
            svg.circle(at: centre, reach * ring) { $0.fill(colour, opacity: 0.16) }
        }
    }
}
