/// Draws the placed subjects: each look once in the definitions, then wherever it stands.
struct ItemWriter {
    private let scene: Scene
    private let library: SketchLibrary
    private let colouring: Colouring
    private let looks: LookWriter
    private let containment: Containment
    private var shadows: ShadowWriter
    private var drawn = SVGText()
    private var ids: [Look: String] = [:]
    /// Nil where the setting has water of its own.
    private let pond: SketchColour?

    /// What items that share a drawing have in common.
    private struct Look: Hashable {
        let subject: String
        let palette: Int
        let colours: [String]
        let pose: [String: Double]
        let expression: String?
        let material: String?
        let layer: LookWriter.Layer
    }

    init(scene: Scene, library: SketchLibrary, colouring: Colouring, light: Light) {
        self.scene = scene
        self.library = library
        self.colouring = colouring
        looks = LookWriter(scene: scene, library: library, colouring: colouring)
        containment = Containment(scene.items.map(\.container))
        shadows = ShadowWriter(scene: scene, library: library, style: colouring.style, light: light)
        pond = library.settings[scene.backdrop.setting]?.water == nil ? colouring.pond : nil
    }

    var definitions: SVGText {
        var definitions = shadows.definitions
        definitions.append(drawn)
        return definitions
    }

    /// Paints all of them; `between` is told each foot that the painting has come to, from far to near.
    mutating func write(to svg: inout SVGText, between: (Double, inout SVGText) -> Void) {
        shadows.write(to: &svg)
        for index in containment.roots {
            between(scene.items[index].foot.y, &svg)
            write(index, to: &svg)
        }
    }

    /// One item with everything that is inside of it.
    private mutating func write(_ index: Int, to svg: inout SVGText) {
        let item = scene.items[index]
        guard let subject = library.subjects[item.subject] else { return }
        let contact = GroundShadow(
            item: item,
            subject: subject,
            style: colouring.style,
            pond: pond,
            isCast: shadows.shadow(of: item) != nil
        )
        let touches = item.isGrounded && item.container == nil
        if touches { contact.writeBefore(to: &svg) }
        if touches, colouring.style.shadow == .mirror { reflect(item, subject, to: &svg) }
        let contents = containment.contents(of: index)
        use(item, subject, contents.isEmpty ? .whole : .back, to: &svg)
        for content in contents { write(content, to: &svg) }
        if !contents.isEmpty { use(item, subject, .front, to: &svg) }
        if touches { contact.writeAfter(to: &svg) }
    }

    private mutating func use(
        _ item: Scene.Item,
        _ subject: SketchSubject,
        _ layer: LookWriter.Layer,
        to svg: inout SVGText
    ) {
        let id = id(of: item, layer)
        guard item.turn == 0 else { return svg.use(id, item.placement(of: subject)) }
        let anchor = ScenePoint(
            x: item.foot.x - subject.foot.x * item.scale * (item.isFlipped ? -1 : 1),
            y: item.foot.y - subject.foot.y * item.scale
        )
        svg.use(id, at: anchor, scale: (item.isFlipped ? -item.scale : item.scale, item.scale))
    }

    /// Upside down below what it stands on, a little foreshortened.
    private mutating func reflect(_ item: Scene.Item, _ subject: SketchSubject, to svg: inout SVGText) {
        let ground = item.ground(of: subject)
        let turned = Affine(d: -0.72, f: ground * 1.72).after(item.placement(of: subject))
        svg.use(id(of: item, .mirrored), turned)
    }

    private mutating func id(of item: Scene.Item, _ layer: LookWriter.Layer) -> String {
        let look = Look(
            subject: item.subject,
            palette: item.palette,
            colours: item.colours,
            pose: item.pose,
            expression: item.expression,
            material: item.material,
            layer: layer
        )
        if let id = ids[look] { return id }
        let id = "s\(ids.count)"
        ids[look] = id
        looks.write(id, ids.count, of: item, layer, to: &drawn)
        return id
    }
}
