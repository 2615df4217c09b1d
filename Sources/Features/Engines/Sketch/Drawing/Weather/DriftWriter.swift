/// Leaves and petals, in the air and on the ground.
struct DriftWriter {
    let air: Air
    let drift: SeasonTouch.Drift
    let colours: [SketchColour]
    /// Depths that it comes to lie at.
    let ground: ClosedRange<Double>

    /// Falling, in one plane.
    func write(_ plane: Plane, amount: Double, to svg: inout SVGText) {
        var dice = air.dice(140 + plane.rawValue)
        let places = air.strewn(min(60, air.count(amount * plane.share)), in: air.canvas.box, &dice)
        let pieces = places.map { place in
            piece(at: place, size: size * plane.size, flat: dice.number(0.55...1), &dice)
        }
        write(pieces, 143 + plane.rawValue, to: &svg)
    }

    /// Lying on the ground, seen at a slant.
    func writeFallen(amount: Double, to svg: inout SVGText) {
        var dice = air.dice(150)
        let box = SceneBox(
            left: 0,
            top: air.y(at: max(0.08, ground.lowerBound - 0.06)),
            right: air.canvas.width,
            bottom: air.canvas.height
        )
        let places = air.strewn(min(110, air.count(amount)), in: box, &dice)
        let pieces = places.map { place in
            piece(at: place, size: size * 0.8 * air.scale(at: place.y), flat: 0.42, &dice)
        }
        write(pieces, 151, to: &svg)
    }

    private struct Piece {
        let outline: Outline
        let vein: [ScenePoint]
        let colour: Int
    }

    private var size: Double { (drift == .leaf ? 14 : 9.5) * air.unit }

    private func piece(
        at place: ScenePoint,
        size: Double,
        flat: Double,
        _ dice: inout Dice
    ) -> Piece {
        let size = size * dice.number(0.75...1.25)
        let turned = Affine.turn(dice.number(0...360)).after(.scale(size, size * dice.number(0.6...1)))
        let change = Affine.move(place.x, place.y).after(.scale(1, flat)).after(turned)
        return Piece(
            outline: (drift == .leaf ? Self.leaf : Self.petal).mapped(change),
            vein: [change(ScenePoint(x: -1.5, y: 0.12)), change(ScenePoint(x: 0.6, y: 0))],
            colour: dice.index(colours.count)
        )
    }

    private func write(_ pieces: [Piece], _ use: Int, to svg: inout SVGText) {
        var marks = air.marks(use)
        for (place, colour) in colours.enumerated() {
            let own = pieces.filter { $0.colour == place }
            guard !own.isEmpty else { continue }
            let seen = air.colouring.air(colour, share: 0.5)
            let keeps = air.style.hand == .brush || air.style.isDark
            marks.shapes(own.map(\.outline), seen, opacity: 0.95, keeps: keeps, to: &svg)
        }
        guard drift == .leaf, let first = colours.first else { return }
        let ink =
            air.style.hand == .pen
            ? air.style.line : air.colouring.air(first, share: 0.5).mixed(with: air.style.ink, 0.45)
        svg.path(pieces.map { Outline.open($0.vein) }) { $0.stroke(ink, width: 1.1 * air.unit) }
    }

    /// Along x, its stalk to the left, one unit from the middle to the tip.
    private static let leaf = Outline(pieces: [
        .move(ScenePoint(x: -1, y: 0)),
        .cubic(ScenePoint(x: -0.7, y: -0.62), ScenePoint(x: 0.25, y: -0.72), ScenePoint(x: 1.05, y: 0)),
        .cubic(ScenePoint(x: 0.25, y: 0.6), ScenePoint(x: -0.7, y: 0.56), ScenePoint(x: -1, y: 0)),
        .close,
    ])

    /// Round, with a notch at its tip.
    private static let petal = Outline(pieces: [
        .move(ScenePoint(x: -1, y: 0)),
        .cubic(ScenePoint(x: -0.6, y: -0.75), ScenePoint(x: 0.7, y: -0.95), ScenePoint(x: 1, y: -0.25)),
        .line(ScenePoint(x: 0.78, y: 0)),
        .line(ScenePoint(x: 1, y: 0.25)),
        .cubic(ScenePoint(x: 0.7, y: 0.95), ScenePoint(x: -0.6, y: 0.75), ScenePoint(x: -1, y: 0)),
        .close,
    ])
}
