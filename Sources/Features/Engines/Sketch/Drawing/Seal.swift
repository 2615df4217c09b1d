/// A painter's seal in the corner that is freest.
struct Seal {
    let canvas: Scene.Canvas
    let style: DrawingStyle

    private var side: Double { canvas.unit * 0.052 }

    func write(besides taken: [SceneBox], to svg: inout SVGText) {
        let margin = canvas.unit * 0.045
        let (left, right) = (margin, canvas.width - margin - side)
        let (top, bottom) = (margin, canvas.height - margin - side)
        let boxes = [(right, bottom), (left, bottom), (right, top), (left, top)].map { x, y in
            SceneBox(left: x, top: y, right: x + side, bottom: y + side)
        }
        guard let box = boxes.min(by: { covered($0, by: taken) < covered($1, by: taken) }) else { return }
        svg.rectangle(box, radius: side * 0.1) { $0.fill(style.accent, opacity: 0.92) }
        svg.path(Self.strokes(in: box)) { $0.stroke(style.paper, width: side * 0.075) }
    }

    private func covered(_ box: SceneBox, by taken: [SceneBox]) -> Double {
        taken.reduce(0) { $0 + $1.overlap(with: box) }
    }

    /// A curved stroke in a frame: our banana, carved.
    static func strokes(in box: SceneBox) -> [Outline] {
        func at(_ x: Double, _ y: Double) -> ScenePoint {
            ScenePoint(x: box.left + x * box.width, y: box.top + y * box.height)
        }
        return [
            Outline(pieces: [.move(at(0.3, 0.2)), .cubic(at(0.2, 0.55), at(0.4, 0.84), at(0.8, 0.74))]),
            Outline(pieces: [.move(at(0.3, 0.2)), .cubic(at(0.42, 0.5), at(0.55, 0.62), at(0.8, 0.74))]),
            Outline(pieces: [.move(at(0.6, 0.22)), .line(at(0.8, 0.22)), .line(at(0.8, 0.48))]),
        ]
    }
}
