/// Draws one look of a subject: its parts in their colours, its material, the snow that lies on it.
struct LookWriter {
    let scene: Scene
    let library: SketchLibrary
    let colouring: Colouring
    private let accents: Set<Int>
    private let backing: Backing?

    /// Which of a subject's parts.
    enum Layer: Hashable {
        case whole
        /// Behind what is inside of it, and before.
        case back
        case front
        /// What a wet floor gives back of the whole.
        case mirrored

        func holds(_ part: PosedPart) -> Bool {
            switch self {
            case .whole, .mirrored: true
            case .back: !part.isFront
            case .front: part.isFront
            }
        }
    }

    init(scene: Scene, library: SketchLibrary, colouring: Colouring) {
        self.scene = scene
        self.library = library
        self.colouring = colouring
        accents = Accents(scene: scene, library: library, style: colouring.style).groups
        backing = library.settings[scene.backdrop.setting].map {
            Backing(scene: scene, setting: $0, colouring: colouring)
        }
    }

    /// Writes the `nth` look of the picture, named `id`, as an item shows it.
    func write(_ id: String, _ nth: Int, of item: Scene.Item, _ layer: Layer, to svg: inout SVGText) {
        guard let subject = library.subjects[item.subject] else { return }
        let dress = dress(of: item, subject)
        var part = partWriter(id, nth, item, subject, dress)
        if layer == .mirrored { part.mirror = subject.bounds }
        var texture = dress.material.map { material in
            TextureWriter(
                style: colouring.style,
                texture: material.texture,
                colour: dress.tint(Paint("main")).colour,
                size: subject.viewBox.height,
                pen: part.pen,
                dice: Dice(scene.seed, for: .strokes, 3_000 + nth)
            )
        }
        svg.append("<g id=\"\(id)\"")
        if let material = dress.material { svg.opacity(material.opacity) }
        svg.append(">")
        for posed in subject.posed(item.pose, expression: item.expression) where layer.holds(posed) {
            part.write(posed.shapes, to: &svg)
            if layer != .mirrored { texture?.write(on: posed.shapes, to: &svg) }
        }
        if layer == .whole { writeSnow(on: item, subject, nth, part.unit, to: &svg) }
        svg.append("</g>")
    }

    private func partWriter(
        _ id: String,
        _ nth: Int,
        _ item: Scene.Item,
        _ subject: SketchSubject,
        _ dress: Dress
    ) -> PartWriter {
        let scale = averageScale(of: item)
        let unit = scene.canvas.unit / 1_000 / scale
        // Small things are drawn with a finer pen, large ones with a broader one.
        let size = subject.viewBox.height * scale / (scene.canvas.unit * 0.4)
        return PartWriter(
            style: colouring.style,
            pen: colouring.style.pen * unit * min(max(size.squareRoot(), 0.5), 1.3),
            unit: unit,
            name: id,
            colour: dress.tint,
            dice: Dice(scene.seed, for: .strokes, nth)
        )
    }

    /// Items of one look may differ a little in size; their lines are drawn for the mean.
    private func averageScale(of item: Scene.Item) -> Double {
        let scales = scene.items.filter { $0.group == item.group }.map(\.scale)
        return max(0.001, scales.reduce(0, +) / Double(max(scales.count, 1)))
    }

    private func dress(of item: Scene.Item, _ subject: SketchSubject) -> Dress {
        let isAccent = accents.contains(item.group)
        let asked = isAccent ? [colouring.style.accent] : item.colours.compactMap { SketchColour($0) }
        var dress = Dress(
            colouring: colouring,
            palette: subject.palette(item.palette, in: colouring.conditions.season),
            asked: asked,
            material: item.material.flatMap { library.materials[$0] },
            nth: item.palette,
            shines: library.lamps.contains(item.subject)
        )
        if let backing { dress.standOff(backing.colour(at: item.bounds(of: subject).centre.y)) }
        return dress
    }

    /// In winter, on what stands still.
    private func writeSnow(
        on item: Scene.Item,
        _ subject: SketchSubject,
        _ nth: Int,
        _ unit: Double,
        to svg: inout SVGText
    ) {
        let isSnowedOn = SnowCap.kinds.contains(subject.kind) && item.turn == 0
        guard colouring.conditions.isSnowy, isSnowedOn else { return }
        let dice = Dice(scene.seed, for: .strokes, 4_000 + nth)
        var cap = SnowCap(size: subject.viewBox.height, dice: dice)
        let outlines = cap.outlines(on: subject.posed(item.pose).flatMap(\.shapes))
        var marks = Marks(style: colouring.style, unit: unit, dice: dice)
        marks.shapes(outlines, colouring.snow, to: &svg)
    }
}
