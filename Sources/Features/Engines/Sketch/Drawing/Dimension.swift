/// A length with its number, between two arrows.
struct Dimension {
    let style: DrawingStyle
    let unit: Double

    /// At the side where less stands.
    func write(heightOf box: SceneBox, besides others: [SceneBox], in sheet: SceneBox, to svg: inout SVGText)
    {
        let away = 40 * unit
        let places = [box.left - away, box.right + away].filter {
            $0 > sheet.left + away && $0 < sheet.right - away
        }
        let x = places.min { hidden(at: $0, box, others) < hidden(at: $1, box, others) }
        guard let x else { return }
        let inner = x < box.left ? box.left - 6 * unit : box.right + 6 * unit
        let over = x < box.left ? -8 * unit : 8 * unit
        let (top, bottom) = (ScenePoint(x: x, y: box.top), ScenePoint(x: x, y: box.bottom))
        line(from: top, to: bottom, to: &svg)
        for y in [box.top, box.bottom] {
            extensionLine(ScenePoint(x: inner, y: y), ScenePoint(x: x + over, y: y), to: &svg)
        }
        label(box.height, at: ScenePoint(x: x, y: box.centre.y), turned: true, to: &svg)
    }

    /// Below, where the sheet leaves room for it, else above.
    func write(widthOf box: SceneBox, in sheet: SceneBox, to svg: inout SVGText) {
        let away = 44 * unit
        let isBelow = box.bottom + away < sheet.bottom - 30 * unit
        let y = isBelow ? box.bottom + away : box.top - away
        guard y > sheet.top + 30 * unit else { return }
        let inner = isBelow ? box.bottom + 6 * unit : box.top - 6 * unit
        let over = isBelow ? 8 * unit : -8 * unit
        line(from: ScenePoint(x: box.left, y: y), to: ScenePoint(x: box.right, y: y), to: &svg)
        for x in [box.left, box.right] {
            extensionLine(ScenePoint(x: x, y: inner), ScenePoint(x: x, y: y + over), to: &svg)
        }
        label(box.width, at: ScenePoint(x: box.centre.x, y: y), turned: false, to: &svg)
    }

    private func hidden(at x: Double, _ box: SceneBox, _ others: [SceneBox]) -> Double {
        let reach = 20 * unit
        let strip = SceneBox(left: x - reach, top: box.top, right: x + reach, bottom: box.bottom)
        return others.reduce(0) { $0 + $1.overlap(with: strip) }
    }

    private func line(from start: ScenePoint, to end: ScenePoint, to svg: inout SVGText) {
        svg.path(Outline(pieces: [.move(start), .line(end)])) { svg in
            svg.stroke(style.paper, width: style.pen * 0.45, opacity: 0.9)
        }
        let way = (end - start) * (1 / max((end - start).length, 0.001))
        let (along, across) = (13 * unit, 3.6 * unit)
        let heads = [(start, 1.0), (end, -1.0)].map { tip, sense -> Outline in
            let back = tip + way * (along * sense)
            let side = ScenePoint(x: -way.y * across, y: way.x * across)
            return .polygon([tip, back + side, back - side])
        }
        svg.path(heads) { $0.fill(style.paper) }
    }

    private func extensionLine(_ start: ScenePoint, _ end: ScenePoint, to svg: inout SVGText) {
        svg.path(Outline(pieces: [.move(start), .line(end)])) { svg in
            svg.stroke(style.paper, width: style.pen * 0.3, opacity: 0.7)
        }
    }

    /// The length in thousandths of the sheet's short side, in a gap of the line.
    private func label(_ length: Double, at place: ScenePoint, turned: Bool, to svg: inout SVGText) {
        let text = "\(Int(length.rounded()))"
        let size = 21 * unit
        let half = (Double(text.count) * 0.32 + 0.2) * size
        let gap =
            turned
            ? SceneBox(
                left: place.x - size * 0.6,
                top: place.y - half,
                right: place.x + size * 0.6,
                bottom: place.y + half
            )
            : SceneBox(
                left: place.x - half,
                top: place.y - size * 0.6,
                right: place.x + half,
                bottom: place.y + size * 0.6
            )
        svg.rectangle(gap) { $0.fill(style.ink) }
        svg.note(text, at: place, size: size, style, turn: turned ? -90 : 0)
    }
}
