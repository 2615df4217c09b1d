/// The block in a corner of a technical drawing: our mark, a scale, a number, a sheet.
struct TitleBlock {
    let canvas: Scene.Canvas
    let style: DrawingStyle
    let number: UInt32

    private var unit: Double { canvas.unit / 1_000 }
    private var width: Double { 232 * unit }
    private var height: Double { 74 * unit }

    /// In the corner that is freest, at the frame; the lower right one is its place.
    func write(besides taken: [SceneBox], to svg: inout SVGText) {
        let margin = canvas.unit * 0.027
        let (right, bottom) = (canvas.width - margin - width, canvas.height - margin - height)
        let boxes = [(right, bottom), (margin, bottom), (right, margin), (margin, margin)].map { left, top in
            SceneBox(left: left, top: top, right: left + width, bottom: top + height)
        }
        guard let box = boxes.min(by: { covered($0, by: taken) < covered($1, by: taken) }),
            covered(box, by: taken) < box.area * 0.1
        else { return }
        svg.rectangle(box) { svg in
            svg.fill(style.ink)
            svg.attribute("stroke", style.paper.text)
            svg.attribute("stroke-width", style.pen * 0.7)
        }
        let column = box.left + height
        let middle = box.centre.y
        let rules = Outline(pieces: [
            .move(ScenePoint(x: column, y: box.top)), .line(ScenePoint(x: column, y: box.bottom)),
            .move(ScenePoint(x: column, y: middle)), .line(ScenePoint(x: box.right, y: middle)),
            .move(ScenePoint(x: (column + box.right) / 2, y: middle)),
            .line(ScenePoint(x: (column + box.right) / 2, y: box.bottom)),
        ])
        svg.path(rules) { $0.stroke(style.paper, width: style.pen * 0.4) }
        words(column, box, to: &svg)
        let mark = SceneBox(left: box.left, top: box.top, right: column, bottom: box.bottom)
        svg.path(Seal.strokes(in: mark)) { $0.stroke(style.paper, width: style.pen * 0.9) }
    }

    private func words(_ column: Double, _ box: SceneBox, to svg: inout SVGText) {
        let (upper, lower) = (box.top + height * 0.25, box.top + height * 0.75)
        let size = 18 * unit
        let digits = String("\(number)".suffix(6))
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        svg.note(padded, at: ScenePoint(x: (column + box.right) / 2, y: upper), size: size * 1.15, style)
        let quarter = (box.right - column) / 4
        svg.note("1 : 1", at: ScenePoint(x: column + quarter, y: lower), size: size, style)
        svg.note("1 / 1", at: ScenePoint(x: box.right - quarter, y: lower), size: size, style)
    }

    private func covered(_ box: SceneBox, by taken: [SceneBox]) -> Double {
        taken.reduce(0) { $0 + $1.overlap(with: box) }
    }
}
