/// Draws what comes last: text, the seal, the fibres of the paper.
struct FinishWriter {
    private static let mostFibres = 220

    private let scene: Scene
    private let style: DrawingStyle
    private var dice: Dice

    init(scene: Scene, style: DrawingStyle) {
        self.scene = scene
        self.style = style
        dice = Dice(scene.seed, for: .text)
    }

    private var unit: Double { scene.canvas.unit / 1_000 }

    mutating func write(besides taken: [SceneBox], to svg: inout SVGText) {
        if style.grain == .fibres { fibres(to: &svg) }
        if let text = scene.text { LetteringWriter(text: text, style: style, unit: unit).write(to: &svg) }
        if style.plaque == .scroll {
            Seal(canvas: scene.canvas, style: style).write(besides: taken, to: &svg)
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
