/// What tones lay over a picture: light from somewhere, specks in the air, dark from the edges.
struct VeilWriter {
    let air: Air
    var definitions = SVGText()
    private let tones: [Tone]

    init(scene: Scene, colouring: Colouring) {
        air = Air(scene: scene, colouring: colouring)
        tones = colouring.conditions.tones
    }

    /// Light that things stand against.
    mutating func writeBehind(to svg: inout SVGText) {
        for (place, tone) in tones.enumerated() where tone.things < 0 { glow(of: tone, place, to: &svg) }
    }

    mutating func writeOver(to svg: inout SVGText) {
        for (place, tone) in tones.enumerated() where tone.things >= 0 { glow(of: tone, place, to: &svg) }
        for (place, tone) in tones.enumerated() where tone.specks > 0 { specks(of: tone, place, to: &svg) }
        for (place, tone) in tones.enumerated() { vignette(of: tone, place, to: &svg) }
    }

    var canvas: Scene.Canvas { air.canvas }
}

// MARK: - Glow

extension VeilWriter {
    private mutating func glow(of tone: Tone, _ place: Int, to svg: inout SVGText) {
        guard let glow = tone.glow else { return }
        let centre = ScenePoint(x: glow.at.x * canvas.width, y: glow.at.y * canvas.height)
        let radius = canvas.unit * 0.75
        guard air.style.hand != .cut else { return rings(glow, centre, radius, to: &svg) }
        let share = air.style.hand == .even ? 1 : 0.7
        let gradient = RadialGradient(
            id: "glow\(place)",
            stops: [(0, 1), (0.35, 0.55), (1, 0)].map {
                Gradient.Stop(place: $0.0, colour: glow.colour, opacity: $0.1 * glow.strength * share)
            }
        )
        gradient.write(to: &definitions)
        svg.circle(at: centre, radius) { $0.attribute("fill", "url(#\(gradient.id))") }
    }

    /// Thin paper in rings, one over the other.
    private func rings(_ glow: Tone.Veil, _ centre: ScenePoint, _ radius: Double, to svg: inout SVGText) {
        for reach in [0.92, 0.62, 0.36] {
            svg.circle(at: centre, radius * reach) { $0.fill(glow.colour, opacity: glow.strength * 0.3) }
        }
    }
}

// MARK: - Specks

extension VeilWriter {
    private func specks(of tone: Tone, _ place: Int, to svg: inout SVGText) {
        var dice = air.dice(200 + place)
        let places = air.strewn(min(140, air.count(tone.specks)), in: canvas.box, &dice)
        let specks = places.map { place in
            let radius = air.unit * dice.number(4...13) * dice.number(0.5...1)
            return (
                colour: dice.index(tone.speckColours.count), disc: Outline.ellipse(at: place, radius, radius)
            )
        }
        var marks = air.marks(201 + place)
        for (index, colour) in tone.speckColours.enumerated() {
            let discs = specks.filter { $0.colour == index }.map(\.disc)
            marks.shapes(discs, colour, opacity: 0.7, keeps: true, to: &svg)
        }
    }
}
