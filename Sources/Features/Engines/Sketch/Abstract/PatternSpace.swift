/// The sheet that a pattern is laid out on, and what it goes by.
struct PatternSpace {
    /// Where one looks first, as a share of the sheet's sides.
    private static let golden = 0.382

    let box: SceneBox
    let colours: PatternColours
    /// From 0, at rest, to 1.
    let energy: Double
    /// From 0, a few large shapes, to 1.
    let density: Double
    /// Which sort of the pattern it is, from 0 to 1.
    let variety: Double
    /// What one looks at first.
    let focus: ScenePoint
    var dice: Dice

    init(scene: Scene, pattern: Scene.Pattern, colours: PatternColours) {
        box = scene.canvas.box
        self.colours = colours
        energy = pattern.parameters["energy"] ?? 0.5
        density = pattern.parameters["density"] ?? 0.5
        variety = pattern.parameters["variety"] ?? 0.5
        dice = Dice(scene.seed, for: .pattern, 3)
        let across = dice.chance(0.5) ? Self.golden : 1 - Self.golden
        let down = dice.chance(0.62) ? Self.golden : 1 - Self.golden
        focus = ScenePoint(
            x: box.width * (across + dice.number(-0.05...0.05)),
            y: box.height * (down + dice.number(-0.05...0.05))
        )
    }

    var width: Double { box.width }
    var height: Double { box.height }
    /// In squares of the short side: 1 to 8.
    var area: Double { box.area / (Scene.Canvas.shortSide * Scene.Canvas.shortSide) }
    /// How much larger shapes are on a long sheet, so that there are not many more of them.
    var scale: Double { area.squareRoot().squareRoot() }
    var isTall: Bool { height > width * 1.35 }
    var isWide: Bool { width > height * 1.35 }

    func noise() -> SmoothNoise {
        var dice = dice
        return SmoothNoise(seed: UInt64(dice.index(1 << 30)))
    }

    /// Of the sheet's diagonal, from 0 at the focus.
    func distance(_ point: ScenePoint) -> Double {
        (point - focus).length / ScenePoint(x: width, y: height).length
    }
}
