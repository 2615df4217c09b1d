/// The air of one picture, for what hangs, falls and flies in it.
struct Air {
    /// Marks of one kind in a picture, at most, whatever its shape.
    private static let mostMarks = 600

    let scene: Scene
    let colouring: Colouring

    var canvas: Scene.Canvas { scene.canvas }
    var style: DrawingStyle { colouring.style }
    var horizon: Double { scene.backdrop.horizon }
    /// Scene units in a thousandth of the picture's unit.
    var unit: Double { canvas.unit / 1_000 }

    func dice(_ index: Int) -> Dice { Dice(scene.seed, for: .setting, 500 + index) }

    func marks(_ index: Int) -> Marks { Marks(style: style, unit: unit, dice: dice(index)) }

    /// How many that is in this picture, of so many in a square of the unit.
    func count(_ density: Double) -> Int {
        let area = canvas.width * canvas.height / (canvas.unit * canvas.unit)
        return min(Self.mostMarks, Int((density * area).rounded()))
    }

    /// Where a depth lies on the ground: 0 at the horizon, 1 at the lower edge.
    func y(at depth: Double) -> Double { horizon + depth * (canvas.height - horizon) }

    /// How large things look on the ground at some height of the picture.
    func scale(at y: Double) -> Double {
        0.55 + 0.8 * min(max((y - horizon) / max(canvas.height - horizon, 1), 0), 1)
    }

    /// Places all over a box, about evenly, none of them in line.
    func strewn(_ count: Int, in box: SceneBox, _ dice: inout Dice) -> [ScenePoint] {
        guard count > 0, box.width > 0, box.height > 0 else { return [] }
        let columns = max(1, (Double(count) * box.width / box.height).squareRoot().rounded())
        let rows = max(1, (Double(count) / columns).rounded(.up))
        let (width, height) = (box.width / columns, box.height / rows)
        var places: [ScenePoint] = []
        for nth in 0..<count {
            let (column, row) = (Double(nth % Int(columns)), Double(nth / Int(columns)))
            places.append(
                ScenePoint(
                    x: box.left + (column + dice.number(-0.1...1.1)) * width,
                    y: box.top + (row + dice.number(-0.1...1.1)) * height
                )
            )
        }
        return places
    }
}

/// How near something in the air is: what is near is large, and there is little of it.
enum Plane: Int, CaseIterable {
    case far
    case middle
    case near

    /// Of all that there is.
    var share: Double { [0.48, 0.34, 0.18][rawValue] }
    /// As a factor of its usual size.
    var size: Double { [0.58, 1, 1.65][rawValue] }
    var strength: Double { [0.62, 0.85, 1][rawValue] }
}
