/// Where in the picture things may be, and how large they look there.
struct Room {
    /// Kept free along the picture's edges, as a share of the unit.
    private static let margin = 0.035

    let canvas: Scene.Canvas
    let horizon: Double
    /// Depths at which things stand, and swim.
    let ground: ClosedRange<Double>
    let water: ClosedRange<Double>
    /// What is not taken by text.
    let content: SceneBox

    init(canvas: Scene.Canvas, setting: Setting, horizon: Double, text: SceneBox?) {
        self.canvas = canvas
        self.horizon = horizon
        ground = setting.ground
        water = setting.water ?? setting.ground
        content = Self.content(of: canvas, besides: text)
    }

    /// What lies beside or below the text.
    private static func content(of canvas: Scene.Canvas, besides text: SceneBox?) -> SceneBox {
        let margin = margin * canvas.unit
        var box = canvas.box.inset(byX: margin, y: margin)
        guard let text else { return box }
        if text.width < canvas.width * 0.45, canvas.width > canvas.height * 1.9 {
            if text.centre.x < canvas.width / 2 {
                box.left = text.right + margin
            } else {
                box.right = text.left - margin
            }
        } else {
            box.top = text.bottom + margin * 0.6
        }
        return box
    }

    /// How large a thing looks at a depth: 1 in the middle distance.
    func scale(at depth: Double) -> Double {
        0.62 + 0.76 * depth
    }

    func y(at depth: Double) -> Double {
        horizon + depth * (canvas.height - horizon)
    }

    func depth(at y: Double) -> Double {
        (y - horizon) / (canvas.height - horizon)
    }

    /// In squares of the unit.
    var area: Double { content.area / (canvas.unit * canvas.unit) }

    var isTall: Bool { content.height > content.width * 1.35 }
}
