/// Draws the placed subjects: each look once in the definitions, then wherever it stands.
struct ItemWriter {
    private let scene: Scene
    private let library: SketchLibrary
    private let colouring: Colouring
    private(set) var definitions = SVGText()
    private var ids: [Look: String] = [:]
    private let accents: Set<Int>
    /// Nil where the setting has water of its own.
    private let pond: SketchColour?

    /// What items that share a drawing have in common.
    private struct Look: Hashable {
        let subject: String
        let palette: Int
        let colours: [String]
        let pose: [String: Double]
    }

    init(scene: Scene, library: SketchLibrary, colouring: Colouring) {
        self.scene = scene
        self.library = library
        self.colouring = colouring
        accents = Accents(scene: scene, library: library, style: colouring.style).groups
        pond = library.settings[scene.backdrop.setting]?.water == nil ? colouring.pond : nil
    }

    mutating func write(to svg: inout SVGText) {
        for item in scene.items {
            guard let subject = library.subjects[item.subject] else { continue }
            let shadow = GroundShadow(item: item, subject: subject, style: colouring.style, pond: pond)
            if item.isGrounded { shadow.writeBefore(to: &svg) }
            let id = id(of: item, subject)
            let anchor = ScenePoint(
                x: item.foot.x - subject.foot.x * item.scale * (item.isFlipped ? -1 : 1),
                y: item.foot.y - subject.foot.y * item.scale
            )
            svg.use(id, at: anchor, scale: (item.isFlipped ? -item.scale : item.scale, item.scale))
            if item.isGrounded { shadow.writeAfter(to: &svg) }
        }
    }

    private mutating func id(of item: Scene.Item, _ subject: SketchSubject) -> String {
        let look = Look(subject: item.subject, palette: item.palette, colours: item.colours, pose: item.pose)
        if let id = ids[look] { return id }
        let id = "s\(ids.count)"
        ids[look] = id
        define(id, item, subject, scale: averageScale(of: item))
        return id
    }

    /// Items of one look may differ a little in size; their lines are drawn for the mean.
    private func averageScale(of item: Scene.Item) -> Double {
        let scales = scene.items.filter { $0.group == item.group }.map(\.scale)
        return max(0.001, scales.reduce(0, +) / Double(max(scales.count, 1)))
    }

    private mutating func define(_ id: String, _ item: Scene.Item, _ subject: SketchSubject, scale: Double) {
        let palette = subject.palettes[max(0, item.palette) % subject.palettes.count]
        let isAccent = accents.contains(item.group)
        let asked = isAccent ? [colouring.style.accent] : item.colours.compactMap { SketchColour($0) }
        let unit = scene.canvas.unit / 1_000 / scale
        // Small things are drawn with a finer pen, large ones with a broader one.
        let size = subject.viewBox.height * scale / (scene.canvas.unit * 0.4)
        var writer = PartWriter(
            style: colouring.style,
            pen: colouring.style.pen * unit * min(max(size.squareRoot(), 0.5), 1.3),
            unit: unit,
            name: id,
            colour: { [colouring] paint in colouring.item(paint, palette, asked: asked) },
            dice: Dice(scene.seed, for: .strokes, ids.count)
        )
        definitions.append("<g id=\"\(id)\">")
        for part in subject.posed(item.pose) { writer.write(part, to: &definitions) }
        definitions.append("</g>")
    }
}
