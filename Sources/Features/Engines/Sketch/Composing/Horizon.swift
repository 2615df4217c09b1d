/// How high the ground reaches in a picture.
struct Horizon {
    private static let above = 0.12...0.18
    private static let below = 0.78...0.85
    private static let lowest = 0.72
    /// Of a sheet many times taller than wide: with much to show above, and with little.
    private static let tall = (aloft: 0.56, grounded: 0.44)

    let setting: Setting
    let canvas: Scene.Canvas
    let framing: Set<Framing>
    /// Whether nothing stands on the ground.
    let isAiry: Bool
    /// Whether anything flies.
    let hasSky: Bool

    /// In scene units from the top.
    func choose(_ dice: inout Dice) -> Double {
        let chosen = dice.number(setting.horizon)
        let noise = dice.number(0...1)
        return (share(chosen, noise) * canvas.height).rounded()
    }

    private func share(_ chosen: Double, _ noise: Double) -> Double {
        if framing.contains(.fromAbove) { return Self.within(Self.above, noise) }
        if framing.contains(.fromBelow) { return Self.within(Self.below, noise) }
        let tallness = canvas.height / canvas.unit
        var share = chosen
        if tallness > 1.2 {
            let wished = hasSky ? Self.tall.aloft : Self.tall.grounded
            share += (wished - share) * min(1, (tallness - 1.2) * 0.4)
        }
        let isLow = framing.contains(.closeUp) || isAiry
        return isLow ? min(share + 0.12, max(share, Self.lowest)) : share
    }

    private static func within(_ range: ClosedRange<Double>, _ share: Double) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * share
    }
}
