import Foundation

/// Snow that lies on a thing: along its upper edge, where that is not too steep.
struct SnowCap {
    private static let columns = 72
    /// Steeper than this snow slides off.
    private static let steepest = 1.5
    /// What lies on one ledge reaches over so many columns at least.
    private static let narrowest = 3

    /// Kinds that stand still long enough to be snowed on.
    static let kinds: Set<SketchSubject.Kind> = [.plant, .building, .vehicle, .furniture, .object, .nature]

    /// The drawing's height, in its own units.
    let size: Double
    var dice: Dice

    /// One outline a ledge.
    mutating func outlines(on shapes: [PosedShape]) -> [Outline] {
        var surface = Surface()
        for shape in shapes {
            if case .fill = shape.role { surface.add(shape.outline) }
        }
        guard let box = surface.box else { return [] }
        let step = box.width / Double(Self.columns)
        // Turned so that columns are level lines.
        let turned = surface.moved { ScenePoint(x: $0.y, y: $0.x) }
        let tops = (0..<Self.columns).map { column -> ScenePoint? in
            let x = box.left + (Double(column) + 0.5) * step
            return turned.stretches(at: x).parts.first.map { ScenePoint(x: x, y: $0.lowerBound) }
        }
        return ledges(tops, step).filter { $0.count >= Self.narrowest }.map { cap(on: $0) }
    }

    /// Runs of neighbours that do not rise or fall too steeply.
    private func ledges(_ tops: [ScenePoint?], _ step: Double) -> [[ScenePoint]] {
        var ledges: [[ScenePoint]] = [[]]
        for top in tops {
            guard let top else {
                ledges.append([])
                continue
            }
            if let last = ledges[ledges.count - 1].last, abs(top.y - last.y) > step * Self.steepest {
                ledges.append([])
            }
            ledges[ledges.count - 1].append(top)
        }
        return ledges
    }

    /// Thick in the middle, rounded at its ends, its lower edge in soft waves.
    private mutating func cap(on ledge: [ScenePoint]) -> Outline {
        let width = (ledge.last?.x ?? 0) - (ledge.first?.x ?? 0)
        let depth = min(size * 0.045, width * 0.3)
        let (waves, phase) = (max(1.5, width / (size * 0.1)), dice.number(0...6))
        func share(_ place: Int) -> Double { Double(place) / Double(ledge.count - 1) }
        let upper = ledge.enumerated().map { place, point in
            let lift = depth * 0.45 * pow(sin(.pi * (0.04 + 0.92 * share(place))), 0.5)
            return ScenePoint(x: point.x, y: point.y - lift)
        }
        let lower = ledge.enumerated().map { place, point in
            let body = pow(sin(.pi * (0.03 + 0.94 * share(place))), 0.6)
            let wave = 0.62 + 0.38 * sin(share(place) * waves * 2 * .pi + phase)
            return ScenePoint(x: point.x, y: point.y + depth * body * wave)
        }
        return .smooth(upper + lower.reversed())
    }
}
