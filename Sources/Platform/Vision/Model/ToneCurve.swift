/// A point of a curve: what becomes what, both 0...1.
package struct CurvePoint: Hashable, Sendable, Codable {
    package let input: Double
    package let output: Double

    package init(_ input: Double, _ output: Double) {
        self.input = input
        self.output = output
    }
}

/// A smooth curve through points that never overshoots them.
///
/// Source: F. N. Fritsch, R. E. Carlson, "Monotone Piecewise Cubic Interpolation", 1980.
struct ToneCurve: Sendable {
    private let points: [CurvePoint]
    private let slopes: [Double]

    /// Nothing, unless 2...16 points go from left to right, all within 0...1.
    init?(_ points: [CurvePoint]) {
        guard (2...16).contains(points.count),
            points.allSatisfy({ (0...1).contains($0.input) && (0...1).contains($0.output) }),
            zip(points, points.dropFirst()).allSatisfy({ $0.input < $1.input })
        else { return nil }
        self.points = points
        self.slopes = Self.slopes(points)
    }

    func value(at input: Double) -> Double {
        guard let next = points.firstIndex(where: { $0.input >= input }) else {
            return points[points.count - 1].output
        }
        guard next > 0 else { return points[0].output }
        let (from, to) = (points[next - 1], points[next])
        let width = to.input - from.input
        let t = (input - from.input) / width
        let (square, cube) = (t * t, t * t * t)
        return (2 * cube - 3 * square + 1) * from.output + (cube - 2 * square + t) * width * slopes[next - 1]
            + (3 * square - 2 * cube) * to.output + (cube - square) * width * slopes[next]
    }

    private static func slopes(_ points: [CurvePoint]) -> [Double] {
        let secants = zip(points, points.dropFirst()).map { from, to in
            (to.output - from.output) / (to.input - from.input)
        }
        var slopes = [secants[0]]
        for (before, after) in zip(secants, secants.dropFirst()) {
            slopes.append(before * after <= 0 ? 0 : (before + after) / 2)
        }
        slopes.append(secants[secants.count - 1])
        for (place, secant) in secants.enumerated() {
            guard secant != 0 else {
                (slopes[place], slopes[place + 1]) = (0, 0)
                continue
            }
            let (start, end) = (slopes[place] / secant, slopes[place + 1] / secant)
            let length = (start * start + end * end).squareRoot()
            guard length > 3 else { continue }
            (slopes[place], slopes[place + 1]) = (3 * secant * start / length, 3 * secant * end / length)
        }
        return slopes
    }
}
