/// What a draughtsman adds: centre lines, dimensions of the largest thing, numbers in balloons, the block in the corner.
struct DraftingNotes {
    private static let mostBalloons = 6

    let scene: Scene
    let library: SketchLibrary
    let style: DrawingStyle

    private var canvas: Scene.Canvas { scene.canvas }
    private var unit: Double { canvas.unit / 1_000 }

    /// What each thing covers, largest first, one of each group.
    private var boxes: [SceneBox] {
        var groups: Set<Int> = []
        let things = scene.items.filter { $0.container == nil }.compactMap { item in
            library.subjects[item.subject].map { (item.group, item.bounds(of: $0)) }
        }
        return things.sorted { $0.1.area > $1.1.area }.filter { groups.insert($0.0).inserted }.map(\.1)
    }

    func write(besides taken: [SceneBox], to svg: inout SVGText) {
        let boxes = boxes
        if let main = boxes.first {
            construction(around: main, to: &svg)
            let others = taken.filter { $0 != main }
            Dimension(style: style, unit: unit).write(
                heightOf: main,
                besides: others,
                in: canvas.box,
                to: &svg
            )
            Dimension(style: style, unit: unit).write(widthOf: main, in: canvas.box, to: &svg)
        }
        for (place, box) in boxes.prefix(Self.mostBalloons).enumerated() where boxes.count > 1 {
            balloon(place + 1, at: box, to: &svg)
        }
        // Below what stands are its dimensions.
        let notes = boxes.prefix(1).map { box in
            SceneBox(left: box.left, top: box.bottom, right: box.right, bottom: box.bottom + 60 * unit)
        }
        TitleBlock(canvas: canvas, style: style, number: scene.seed).write(besides: taken + notes, to: &svg)
    }

    /// Centre lines, and the lines that the thing was drawn between.
    private func construction(around box: SceneBox, to svg: inout SVGText) {
        let (over, middle) = (34 * unit, box.centre)
        let centre = Outline(pieces: [
            .move(ScenePoint(x: middle.x, y: box.top - over)),
            .line(ScenePoint(x: middle.x, y: box.bottom + over)),
            .move(ScenePoint(x: box.left - over, y: middle.y)),
            .line(ScenePoint(x: box.right + over, y: middle.y)),
        ])
        svg.path(centre) { svg in
            svg.stroke(style.paper, width: style.pen * 0.34, opacity: 0.55)
            svg.attribute(
                "stroke-dasharray",
                [26, 6, 4, 6].map { NumberText.plain($0 * unit) }.joined(separator: " ")
            )
        }
        let levels = Outline(
            pieces: [box.top, box.bottom].flatMap { y -> [Outline.Piece] in
                [.move(ScenePoint(x: 0, y: y)), .line(ScenePoint(x: canvas.width, y: y))]
            }
        )
        svg.path(levels) { $0.stroke(style.paper, width: style.pen * 0.25, opacity: 0.28) }
        svg.path(.ellipse(at: middle, box.height / 2, box.height / 2)) { svg in
            svg.stroke(style.paper, width: style.pen * 0.25, opacity: 0.24)
        }
    }

    /// A number in a circle, led to the thing that it is of.
    private func balloon(_ number: Int, at box: SceneBox, to svg: inout SVGText) {
        let radius = 15 * unit
        let isRight = box.right + 3.4 * radius < canvas.width
        let side = isRight ? 1.0 : -1
        let from = ScenePoint(x: box.centre.x + side * box.width * 0.12, y: box.top + box.height * 0.32)
        let edge = isRight ? box.right : box.left
        let to = ScenePoint(x: edge + side * 1.6 * radius, y: max(box.top - radius * 0.6, radius * 2.4))
        let way = to - from
        let end = to - way * (radius / max(way.length, radius))
        svg.path(Outline(pieces: [.move(from), .line(end)])) { svg in
            svg.stroke(style.paper, width: style.pen * 0.4, opacity: 0.85)
        }
        svg.circle(at: from, 2.6 * unit) { $0.fill(style.paper) }
        svg.circle(at: to, radius) { svg in
            svg.fill(style.ink)
            svg.attribute("stroke", style.paper.text)
            svg.attribute("stroke-width", style.pen * 0.5)
        }
        svg.note("\(number)", at: to, size: radius * 1.2, style)
    }
}

extension SVGText {
    /// A word of a drawing's own, about a place.
    mutating func note(
        _ text: String,
        at place: ScenePoint,
        size: Double,
        _ style: DrawingStyle,
        turn: Double = 0
    ) {
        append("<text text-anchor=\"middle\"")
        attribute("x", place.x)
        attribute("y", place.y + size * 0.36)
        if turn != 0 {
            let about = "\(NumberText.plain(place.x)) \(NumberText.plain(place.y))"
            attribute("transform", "rotate(\(NumberText.plain(turn)) \(about))")
        }
        attribute("font-size", size)
        attribute("font-family", style.fonts.joined(separator: ", "))
        attribute("font-weight", "\(style.fontWeight)")
        attribute("fill", style.paper.text)
        append(">\(Self.escaped(text))</text>")
    }
}
