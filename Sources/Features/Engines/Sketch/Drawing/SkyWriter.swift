import Foundation

/// Draws what lies behind everything: sky, stars, sun or moon.
struct SkyWriter {
    let scene: Scene
    let colouring: Colouring
    var definitions = SVGText()
    var dice: Dice

    var style: DrawingStyle { colouring.style }
    var canvas: Scene.Canvas { scene.canvas }
    var horizon: Double { scene.backdrop.horizon }

    var isOpen: Bool { colouring.conditions.isOpen }

    init(scene: Scene, colouring: Colouring) {
        self.scene = scene
        self.colouring = colouring
        dice = Dice(scene.seed, for: .setting)
    }

    mutating func write(to svg: inout SVGText) {
        switch style.sky {
        case .gradient: writeGradient(to: &svg)
        case .sheets: writeSheets(to: &svg)
        case .mist: writeMist(to: &svg)
        case .bare: writeBare(to: &svg)
        case .washes: writeWashes(to: &svg)
        case .steps: writeSteps(to: &svg)
        case .facets: writeFacets(to: &svg)
        case .night: writeNight(to: &svg)
        case .ground: fill(style.ink, to: &svg)
        }
        if isOpen, !colouring.conditions.hides(["star"]) { writeStars(to: &svg) }
    }

    /// The sun or the moon, where it is hidden least.
    mutating func writeOrb(besides taken: [SceneBox], to svg: inout SVGText) {
        guard let orb = colouring.orb else { return }
        let writer = OrbWriter(orb: orb, scene: scene, style: style, sky: colouring.sky)
        if let place = writer.place(besides: taken, &dice) { writer.write(at: place, to: &svg) }
    }

    func fill(_ colour: SketchColour, to svg: inout SVGText) {
        svg.rectangle(canvas.box) { $0.fill(colour) }
    }

    private mutating func writeGradient(to svg: inout SVGText) {
        let stops = zip([0, 0.55, 1], colouring.sky).map { Gradient.Stop(place: $0, colour: $1) }
        Gradient(id: "sky", top: 0, bottom: horizon, stops: stops).write(to: &definitions)
        svg.rectangle(canvas.box) { $0.attribute("fill", "url(#sky)") }
    }
}

extension SkyWriter {
    /// Bare paper, a wash of the hour coming down from above.
    private mutating func writeMist(to svg: inout SVGText) {
        fill(style.paper, to: &svg)
        let dark = max(0, 0.82 - colouring.sky[0].lab.lightness)
        let ink = style.ink.mixed(with: colouring.sky[0], 0.3)
        let hue = colouring.sky[1].mixed(with: style.ink, 0.2)
        let stops = [
            Gradient.Stop(place: 0, colour: ink, opacity: 0.05 + dark * 1.3),
            Gradient.Stop(place: 0.5, colour: hue, opacity: 0.02 + dark * 0.8),
            Gradient.Stop(place: 1, colour: colouring.sky[2], opacity: dark * 0.5),
        ]
        Gradient(id: "sky", top: 0, bottom: horizon, stops: stops).write(to: &definitions)
        let box = SceneBox(left: 0, top: 0, right: canvas.width, bottom: horizon + 4)
        svg.rectangle(box) { $0.attribute("fill", "url(#sky)") }
    }

    /// Paper; the darker the hour, the more level strokes come down from above.
    private mutating func writeBare(to svg: inout SVGText) {
        fill(style.paper, to: &svg)
        let dark = 1 - colouring.sky[0].lab.lightness
        guard isOpen, dark > 0.3 else { return }
        let step = canvas.unit * 0.011
        let bottom = horizon * min(0.95, dark * 1.15)
        var pieces: [Outline.Piece] = []
        var y = step
        while y < bottom {
            let density = 1 - y / bottom
            var x = -canvas.unit * dice.number(0...0.4)
            while x < canvas.width {
                let length = canvas.unit * dice.number(0.1...0.5) * (0.25 + density)
                pieces += [
                    .move(ScenePoint(x: x, y: y)),
                    .line(ScenePoint(x: x + length, y: y + dice.number(-1...1))),
                ]
                x += length + canvas.unit * dice.number(0.01...0.12) * (1.6 - density)
            }
            y += step * (1 + (1 - density) * 1.2)
        }
        let ink = style.ink
        svg.path(Outline(pieces: pieces)) { $0.stroke(ink, width: style.pen * 0.55, opacity: 0.6) }
    }
}
