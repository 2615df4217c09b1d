/// Where in the picture things may be, and how large they look there.
struct Room {
    /// Kept free along the picture's edges, as a share of the unit.
    private static let margin = 0.035
    private static let leastDepth = 0.1

    let canvas: Scene.Canvas
    let horizon: Double
    let framing: Set<Framing>
    /// Whether nothing stands on the ground.
    let isAiry: Bool
    /// Depths at which things stand, and swim.
    let ground: ClosedRange<Double>
    let water: ClosedRange<Double>
    /// What is not taken by text.
    let content: SceneBox

    init(
        canvas: Scene.Canvas,
        setting: Setting,
        horizon: Double,
        framing: Set<Framing> = [],
        isAiry: Bool = false,
        text: SceneBox?
    ) {
        self.isAiry = isAiry
        self.canvas = canvas
        self.horizon = horizon
        self.framing = framing
        content = Self.content(of: canvas, besides: text)
        let lowest = (content.bottom - horizon) / max(canvas.height - horizon, 1)
        // From above one sees the far end of the ground.
        let far = framing.contains(.fromAbove) ? 0.7 : 1
        ground = Self.range(setting.ground, far: far, above: lowest)
        water = Self.range(setting.water ?? setting.ground, far: far, above: lowest)
    }

    /// As much of the depths as the text leaves.
    private static func range(
        _ depths: ClosedRange<Double>,
        far: Double,
        above lowest: Double
    ) -> ClosedRange<Double> {
        let upper = max(min(depths.upperBound, lowest), 0.02)
        return min(depths.lowerBound * far, max(upper - leastDepth, 0))...upper
    }

    /// What lies beside, below or above the text.
    private static func content(of canvas: Scene.Canvas, besides text: SceneBox?) -> SceneBox {
        let margin = margin * canvas.unit
        var box = canvas.box.inset(byX: margin, y: margin)
        guard let text else { return box }
        let isAside = text.width < canvas.width * 0.45 && canvas.width > canvas.height * LetteringLayout.wide
        switch (isAside, text.centre.x < canvas.width / 2, text.centre.y < canvas.height / 2) {
        case (true, true, _): box.left = text.right + margin
        case (true, false, _): box.right = text.left - margin
        case (false, _, true): box.top = text.bottom + margin
        case (false, _, false): box.bottom = text.top - margin
        }
        return box
    }

    /// How large a thing looks at a depth: 1 in the middle distance; seen from above, all is about as far away.
    func scale(at depth: Double) -> Double {
        framing.contains(.fromAbove) ? 0.84 + 0.3 * depth : 0.58 + 0.8 * depth
    }

    func y(at depth: Double) -> Double {
        horizon + depth * (canvas.height - horizon)
    }

    func depth(at y: Double) -> Double {
        (y - horizon) / (canvas.height - horizon)
    }

    /// Between which depths something may be; in the air, all of the sky.
    func depths(_ stands: SketchSubject.Stand) -> ClosedRange<Double> {
        switch stands {
        case .ground: ground
        case .water: water
        case .sky, .float: 0...1
        }
    }

    /// How far down something in the air may reach.
    func lowest(_ stands: SketchSubject.Stand) -> Double {
        let sky = horizon - content.top
        let share = isAiry ? 1.25 : stands == .sky ? 0.86 : 1.08
        return min(max(content.top + sky * share, content.top + canvas.unit * 0.3), content.bottom)
    }

    /// In squares of the unit.
    var area: Double { content.area / (canvas.unit * canvas.unit) }

    var isTall: Bool { content.height > content.width * 1.35 }
    var isWide: Bool { content.width > content.height * 2.2 }
}
