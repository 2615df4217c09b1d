import Foundation

/// Turns a line into the outline of a brush stroke.
struct Brush {
    /// Longer runs are thinned out to so many points.
    private static let mostPoints = 64

    let width: Double
    let dice: Dice

    func stroke(along run: [ScenePoint]) -> Outline {
        let points = thinned(run)
        guard points.count > 1 else { return Outline() }
        var dice = dice
        let phase = dice.number(0...6.28)
        var left: [ScenePoint] = []
        var right: [ScenePoint] = []
        for place in points.indices {
            let direction = points[min(place + 1, points.count - 1)] - points[max(place - 1, 0)]
            let length = max(direction.length, 0.0001)
            let normal = ScenePoint(x: -direction.y / length, y: direction.x / length)
            let share = Double(place) / Double(points.count - 1)
            let half = width / 2 * pressure(share, direction, phase)
            left.append(points[place] + normal * half)
            right.append(points[place] - normal * half)
        }
        return .polygon(left + right.reversed())
    }

    /// Of the hand at a share of the stroke's way.
    private func pressure(_ share: Double, _ direction: ScenePoint, _ phase: Double) -> Double {
        let nib = 0.42 + 0.62 * abs(sin(atan2(direction.y, direction.x) - 0.6))
        let hand = 1 + 0.34 * sin(share * 9 + phase)
        let lift = min(1, min(share, 1 - share) * 6 + 0.22)
        return nib * hand * lift
    }

    private func thinned(_ run: [ScenePoint]) -> [ScenePoint] {
        guard run.count > Self.mostPoints else { return run }
        let step = Double(run.count - 1) / Double(Self.mostPoints - 1)
        return (0..<Self.mostPoints).map { run[Int((Double($0) * step).rounded())] }
    }
}
