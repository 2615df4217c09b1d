/// Draws what comes last: text, the seal, the fibres of the paper.
struct FinishWriter {
    private static let mostFibres = 220

    private let scene: Scene
    private let style: DrawingStyle
    private let lettering: SetLettering?
    private var dice: Dice

    /// `lettering` is the text to write, if any.
    init(scene: Scene, style: DrawingStyle, lettering: SetLettering?) {
        self.scene = scene
        self.style = style
        self.lettering = lettering
        dice = Dice(scene.seed, for: .text)
    }

    private var unit: Double { scene.canvas.unit / 1_000 }

    mutating func write(besides taken: [SceneBox], to svg: inout SVGText) {
        switch style.grain {
        case .none: break
        case .fibres: fibres(to: &svg)
        case .splashes: splashes(besides: taken, to: &svg)
        case .grid: DraftingGrid(canvas: scene.canvas, style: style).write(to: &svg)
        }
        if let lettering {
            LetteringWriter(text: lettering, style: style, unit: unit).write(to: &svg)
        }
        if style.plaque == .scroll {
            Seal(canvas: scene.canvas, style: style).write(besides: taken, to: &svg)
        }
    }

    /// Where nothing stands, in a few swings of the brush.
    private mutating func splashes(besides taken: [SceneBox], to svg: inout SVGText) {
        let canvas = scene.canvas
        let swings = min(12, Int(canvas.width * canvas.height / (canvas.unit * canvas.unit) * 4))
        for swing in 0..<swings {
            let start = ScenePoint(x: dice.number(0...canvas.width), y: dice.number(0...canvas.height))
            let way = ScenePoint(x: dice.number(-9...9) * unit, y: dice.number(-9...9) * unit)
            let drops = (0..<(3 + dice.index(6))).compactMap { drop -> Outline? in
                let off = ScenePoint(x: dice.number(-12...12) * unit, y: dice.number(-12...12) * unit)
                let place = start + way * Double(drop) + off
                let size = dice.number(0.2...1) * dice.number(0.6...1) * 7 * unit
                let box = SceneBox(left: place.x, top: place.y, right: place.x + 1, bottom: place.y + 1)
                return taken.contains { $0.overlap(with: box) > 0 } ? nil : .ellipse(at: place, size, size)
            }
            let colour = swing.isMultiple(of: 3) ? style.accent : style.ink
            svg.path(drops) { $0.fill(colour, opacity: swing.isMultiple(of: 3) ? 0.24 : 0.1) }
        }
    }

    private mutating func fibres(to svg: inout SVGText) {
        let canvas = scene.canvas
        let count = min(Self.mostFibres, Int(90 * canvas.width * canvas.height / (canvas.unit * canvas.unit)))
        let fibres = (0..<count).map { _ -> Outline in
            let start = ScenePoint(x: dice.number(0...canvas.width), y: dice.number(0...canvas.height))
            let bend = ScenePoint(x: dice.number(-20...20) * unit, y: dice.number(-16...16) * unit)
            let end = ScenePoint(x: dice.number(-34...34) * unit, y: dice.number(-20...20) * unit)
            return Outline(pieces: [.move(start), .quad(start + bend, start + end)])
        }
        svg.path(fibres) { $0.stroke(style.ink, width: 0.7 * unit, opacity: 0.08) }
    }
}
