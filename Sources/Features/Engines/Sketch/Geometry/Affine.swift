import Foundation

/// A change of coordinates, as SVG's `matrix(a b c d e f)`.
struct Affine: Hashable, Sendable {
    var a = 1.0
    var b = 0.0
    var c = 0.0
    var d = 1.0
    var e = 0.0
    var f = 0.0

    static let identity = Affine()

    static func move(_ x: Double, _ y: Double) -> Affine {
        Affine(e: x, f: y)
    }

    static func scale(_ x: Double, _ y: Double) -> Affine {
        Affine(a: x, d: y)
    }

    /// A turn by degrees, clockwise as seen, about a point.
    static func turn(_ degrees: Double, about point: ScenePoint = .zero) -> Affine {
        let angle = degrees * .pi / 180
        let turn = Affine(a: cos(angle), b: sin(angle), c: -sin(angle), d: cos(angle))
        return move(point.x, point.y).after(turn).after(move(-point.x, -point.y))
    }

    /// This change, made after `first`.
    func after(_ first: Affine) -> Affine {
        Affine(
            a: a * first.a + c * first.b,
            b: b * first.a + d * first.b,
            c: a * first.c + c * first.d,
            d: b * first.c + d * first.d,
            e: a * first.e + c * first.f + e,
            f: b * first.e + d * first.f + f
        )
    }

    func callAsFunction(_ point: ScenePoint) -> ScenePoint {
        ScenePoint(x: a * point.x + c * point.y + e, y: b * point.x + d * point.y + f)
    }
}
