extension Outline {
    /// How far a Bézier curve's controls stand off to look like a quarter of a circle.
    private static let roundness = 0.5523

    static func ellipse(at centre: ScenePoint, _ rx: Double, _ ry: Double) -> Outline {
        let kx = rx * roundness
        let ky = ry * roundness
        func at(_ x: Double, _ y: Double) -> ScenePoint { ScenePoint(x: centre.x + x, y: centre.y + y) }
        return Outline(pieces: [
            .move(at(rx, 0)),
            .cubic(at(rx, ky), at(kx, ry), at(0, ry)),
            .cubic(at(-kx, ry), at(-rx, ky), at(-rx, 0)),
            .cubic(at(-rx, -ky), at(-kx, -ry), at(0, -ry)),
            .cubic(at(kx, -ry), at(rx, -ky), at(rx, 0)),
            .close,
        ])
    }

    static func rectangle(_ box: SceneBox, rounded radius: Double = 0) -> Outline {
        guard radius > 0 else {
            return polygon([
                ScenePoint(x: box.left, y: box.top),
                ScenePoint(x: box.right, y: box.top),
                ScenePoint(x: box.right, y: box.bottom),
                ScenePoint(x: box.left, y: box.bottom),
            ])
        }
        let inner = box.inset(byX: radius, y: radius)
        let corners = [
            (ScenePoint(x: inner.right, y: box.top), ScenePoint(x: box.right, y: inner.top), 1.0, -1.0),
            (ScenePoint(x: box.right, y: inner.bottom), ScenePoint(x: inner.right, y: box.bottom), 1, 1),
            (ScenePoint(x: inner.left, y: box.bottom), ScenePoint(x: box.left, y: inner.bottom), -1, 1),
            (ScenePoint(x: box.left, y: inner.top), ScenePoint(x: inner.left, y: box.top), -1, -1),
        ]
        var pieces: [Piece] = [.move(ScenePoint(x: inner.left, y: box.top))]
        for (start, end, right, down) in corners {
            let corner = ScenePoint(
                x: right > 0 ? box.right : box.left,
                y: down > 0 ? box.bottom : box.top
            )
            pieces += [.line(start), .quad(corner, end)]
        }
        return Outline(pieces: pieces + [.close])
    }

    static func polygon(_ points: [ScenePoint]) -> Outline {
        guard let first = points.first else { return Outline() }
        return Outline(pieces: [.move(first)] + points.dropFirst().map { .line($0) } + [.close])
    }
}
