/// The grid that is printed on a drawing office's paper, the frame around the sheet with its fields, and where it was folded.
struct DraftingGrid {
    /// Lines of the coarse grid in the picture's unit, and of the fine grid in one of its squares.
    private static let squares = 16.0
    private static let parts = 5.0

    let canvas: Scene.Canvas
    let style: DrawingStyle

    private var margin: Double { canvas.unit * 0.018 }

    func write(to svg: inout SVGText) {
        let step = canvas.unit / Self.squares
        svg.path(lines(every: step / Self.parts)) { $0.stroke(style.paper, width: 0.5, opacity: 0.1) }
        svg.path(lines(every: step)) { $0.stroke(style.paper, width: 0.9, opacity: 0.17) }
        for (inset, width) in [(margin, 2.0), (margin * 1.5, 0.7)] {
            svg.rectangle(canvas.box.inset(byX: inset, y: inset)) { svg in
                svg.stroke(style.paper, width: width, opacity: 0.8)
            }
        }
        svg.path(fields) { $0.stroke(style.paper, width: 0.9, opacity: 0.7) }
        folds(to: &svg)
    }

    private func lines(every step: Double) -> Outline {
        var pieces: [Outline.Piece] = []
        for x in stride(from: step, to: canvas.width, by: step) {
            pieces += [.move(ScenePoint(x: x, y: 0)), .line(ScenePoint(x: x, y: canvas.height))]
        }
        for y in stride(from: step, to: canvas.height, by: step) {
            pieces += [.move(ScenePoint(x: 0, y: y)), .line(ScenePoint(x: canvas.width, y: y))]
        }
        return Outline(pieces: pieces)
    }

    /// Ticks in the frame, as on a map.
    private var fields: Outline {
        let step = canvas.unit / 4
        var pieces: [Outline.Piece] = []
        for x in stride(from: step, to: canvas.width - step / 2, by: step) {
            for y in [margin, canvas.height - margin * 1.5] {
                pieces += [.move(ScenePoint(x: x, y: y)), .line(ScenePoint(x: x, y: y + margin * 0.5))]
            }
        }
        for y in stride(from: step, to: canvas.height - step / 2, by: step) {
            for x in [margin, canvas.width - margin * 1.5] {
                pieces += [.move(ScenePoint(x: x, y: y)), .line(ScenePoint(x: x + margin * 0.5, y: y))]
            }
        }
        return Outline(pieces: pieces)
    }

    /// A light and a dark line beside each other.
    private func folds(to svg: inout SVGText) {
        for share in [1.0 / 3, 2.0 / 3] {
            let (x, y) = (canvas.width * share, canvas.height * share)
            let shift = canvas.unit / 1_000
            for (colour, off, opacity) in [(style.paper, 0.0, 0.16), (SketchColour.black, 2 * shift, 0.12)] {
                let fold = Outline(pieces: [
                    .move(ScenePoint(x: x + off, y: 0)), .line(ScenePoint(x: x + off, y: canvas.height)),
                    .move(ScenePoint(x: 0, y: y + off)), .line(ScenePoint(x: canvas.width, y: y + off)),
                ])
                svg.path(fold) { $0.stroke(colour, width: 1.6 * shift, opacity: opacity) }
            }
        }
    }
}
