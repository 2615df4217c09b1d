/// An upright rectangle.
package struct SceneBox: Hashable, Sendable, Codable {
    package var left: Double
    package var top: Double
    package var right: Double
    package var bottom: Double

    package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    package var width: Double { right - left }
    package var height: Double { bottom - top }
    package var area: Double { max(0, width) * max(0, height) }
    package var centre: ScenePoint { ScenePoint(x: (left + right) / 2, y: (top + bottom) / 2) }

    /// The smallest box around `points`; nil when there are none.
    init?(around points: some Sequence<ScenePoint>) {
        var box: SceneBox?
        for point in points {
            box = box.map { $0.union(SceneBox(at: point)) } ?? SceneBox(at: point)
        }
        guard let box else { return nil }
        self = box
    }

    private init(at point: ScenePoint) {
        self.init(left: point.x, top: point.y, right: point.x, bottom: point.y)
    }

    func union(_ other: SceneBox) -> SceneBox {
        SceneBox(
            left: min(left, other.left),
            top: min(top, other.top),
            right: max(right, other.right),
            bottom: max(bottom, other.bottom)
        )
    }

    /// How much of both boxes is the same ground; 0 when they are apart.
    func overlap(with other: SceneBox) -> Double {
        let width = min(right, other.right) - max(left, other.left)
        let height = min(bottom, other.bottom) - max(top, other.top)
        return width > 0 && height > 0 ? width * height : 0
    }

    package func contains(_ other: SceneBox, within slack: Double = 0) -> Bool {
        left - slack <= other.left && top - slack <= other.top
            && right + slack >= other.right && bottom + slack >= other.bottom
    }

    func inset(byX dx: Double, y dy: Double) -> SceneBox {
        SceneBox(left: left + dx, top: top + dy, right: right - dx, bottom: bottom - dy)
    }

    func moved(byX dx: Double, y dy: Double) -> SceneBox {
        SceneBox(left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy)
    }

    /// The box as seen after everything is scaled about the origin.
    func scaled(by factor: Double) -> SceneBox {
        SceneBox(left: left * factor, top: top * factor, right: right * factor, bottom: bottom * factor)
    }
}
