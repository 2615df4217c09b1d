/// What lies behind a place of the picture, as far as its setting tells: sky, a hill, the ground.
struct Backing {
    let scene: Scene
    let setting: Setting
    let colouring: Colouring

    func colour(at y: Double) -> SketchColour {
        for layer in setting.layers.reversed() where !layer.isFront {
            guard case .band(_, let fill) = layer.kind, top(of: layer) < y else { continue }
            let haze = colouring.conditions.haze(layer.haze, at: layer.at.lowerBound)
            let snow = colouring.conditions.snow(on: layer, of: setting)
            return colouring.layer(fill, haze: haze, mirror: layer.mirror, snow: snow).colour
        }
        return sky(at: y)
    }

    private func sky(at y: Double) -> SketchColour {
        let share = min(max(y / max(scene.backdrop.horizon, 1), 0), 1)
        let sky = colouring.sky
        return share < 0.55
            ? sky[0].mixed(with: sky[1], share / 0.55) : sky[1].mixed(with: sky[2], (share - 0.55) / 0.45)
    }

    private func top(of layer: SettingLayer) -> Double {
        let depth = (layer.at.lowerBound + layer.at.upperBound) / 2
        let horizon = scene.backdrop.horizon
        return depth < 0 ? horizon * (1 + depth) : horizon + depth * (scene.canvas.height - horizon)
    }
}

/// Keeps a thing apart from what lies behind it.
struct Standout {
    /// As a ratio of luminances (WCAG 2.2), where the hues are alike.
    static let leastContrast = 1.25
    /// In Oklab's plane of colour: farther apart than this, hues are clearly different.
    static let leastDistance = 0.1
    /// Corrections, the smallest first; more would be another colour.
    private static let lifts = stride(from: 0.03, through: 0.27, by: 0.03).flatMap { [-$0, $0] }

    static func isApart(_ colour: SketchColour, from other: SketchColour) -> Bool {
        let (one, two) = (colour.lab, other.lab)
        let distance = ((one.a - two.a) * (one.a - two.a) + (one.b - two.b) * (one.b - two.b)).squareRoot()
        return colour.contrast(with: other) >= leastContrast || distance >= leastDistance
    }

    /// By how much lighter or darker a colour must be to stand off another; 0 where it does, or nothing helps.
    static func lift(of colour: SketchColour, from other: SketchColour) -> Double {
        func isApart(_ lift: Double) -> Bool { Self.isApart(colour.lifted(by: lift), from: other) }
        return isApart(0) ? 0 : lifts.first(where: isApart) ?? 0
    }
}
