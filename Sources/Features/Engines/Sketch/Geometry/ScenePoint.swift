import Foundation

/// A place in a drawing, y downwards.
///
/// In scenes a unit is a thousandth of the picture's short side; in a subject's file it is the file's own view box.
package struct ScenePoint: Hashable, Sendable, Codable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    static let zero = ScenePoint(x: 0, y: 0)

    var length: Double { (x * x + y * y).squareRoot() }

    static func + (left: ScenePoint, right: ScenePoint) -> ScenePoint {
        ScenePoint(x: left.x + right.x, y: left.y + right.y)
    }

    static func - (left: ScenePoint, right: ScenePoint) -> ScenePoint {
        ScenePoint(x: left.x - right.x, y: left.y - right.y)
    }

    static func * (left: ScenePoint, factor: Double) -> ScenePoint {
        ScenePoint(x: left.x * factor, y: left.y * factor)
    }
}
