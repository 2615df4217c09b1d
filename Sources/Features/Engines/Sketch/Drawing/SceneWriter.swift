import Typography

/// Writes a scene as SVG: backdrop, things, foreground, text.
///
/// No filters, no references to anything outside.
package struct SceneWriter: Sendable {
    let scene: Scene
    let library: SketchLibrary
    private let setting: Setting
    let colouring: Colouring
    /// The scene's text, set.
    let lettering: SetLettering?

    /// Nothing, when the scene is not sound or names something that the library does not have.
    package init?(_ scene: Scene, library: SketchLibrary) {
        guard scene.isSound, let setting = library.settings[scene.backdrop.setting],
            let conditions = Conditions(scene.backdrop, in: setting, library: library),
            let style = library.style(scene.style),
            scene.items.allSatisfy({ $0.isKnown(to: library) }),
            scene.pattern.map({ library.patterns[$0.kind] != nil }) ?? true
        else { return nil }
        do throws(TypographyError) {
            lettering = try scene.text.flatMap { text throws(TypographyError) in
                try SetLettering(text, in: style)
            }
        } catch {
            return nil  // it fits its box at no size
        }
        self.scene = scene
        self.library = library
        self.setting = setting
        colouring = Colouring(
            style: style,
            conditions: conditions,
            setting: setting,
            backdrop: scene.backdrop
        )
    }

    var conditions: Conditions { colouring.conditions }

    /// The whole picture.
    package func svg() -> String { svg(lettered: true) }

    /// The picture, with the text that was asked for or without.
    func svg(lettered: Bool) -> String {
        patternSVG(lettered: lettered) ?? placeSVG(lettered: lettered)
    }

    private func placeSVG(lettered: Bool) -> String {
        let taken = taken
        var sky = SkyWriter(scene: scene, colouring: colouring)
        var layers = LayerWriter(scene: scene, setting: setting, colouring: colouring)
        var lamps = LampWriter(scene: scene, library: library, colouring: colouring)
        let light = Light(conditions, lamps: lamps.feet, unit: scene.canvas.unit)
        var items = ItemWriter(scene: scene, library: library, colouring: colouring, light: light)
        var weather = WeatherWriter(scene: scene, setting: setting, colouring: colouring)
        var veils = VeilWriter(scene: scene, colouring: colouring)
        var body = SVGText()
        sky.write(to: &body)
        if setting.isOpen, !showsOwnOrb { sky.writeOrb(besides: taken, to: &body) }
        weather.writeSky(to: &body)
        layers.write(front: false, to: &body) { weather.writeBanks(before: $0, to: &$1) }
        veils.writeBehind(to: &body)
        lamps.write(to: &body)
        weather.writeFar(to: &body)
        items.write(to: &body) { weather.writeBanks(before: $0, to: &$1) }
        layers.write(front: true, to: &body) { _, _ in }
        weather.writeNear(to: &body)
        veils.writeOver(to: &body)
        if colouring.style.fill == .drafting {
            DraftingNotes(scene: scene, library: library, style: colouring.style)
                .write(besides: taken, to: &body)
        }
        writeFinish(lettered: lettered, to: &body)
        let definitions = [
            sky.definitions, layers.definitions, lamps.definitions, items.definitions, veils.definitions,
        ]
        return document(definitions: definitions + weather.definitions, body)
    }

    /// What comes last: the text too, or all but that.
    func writeFinish(lettered: Bool, to svg: inout SVGText) {
        var finish = FinishWriter(
            scene: scene,
            style: colouring.style,
            lettering: lettered ? lettering : nil
        )
        finish.write(besides: taken, to: &svg)
    }

    /// What things and text cover.
    var taken: [SceneBox] {
        let things = scene.items.compactMap { item in
            library.subjects[item.subject].map { item.bounds(of: $0) }
        }
        return things + [scene.text?.box].compactMap { $0 }
    }

    private var showsOwnOrb: Bool {
        scene.items.contains { library.orbs.contains($0.subject) }
    }

    private func document(definitions: [SVGText], _ body: SVGText) -> String {
        SVGText.document(of: scene.canvas.box, definitions: definitions, body)
    }
}

extension SVGText {
    /// A drawing of its own: what lies in `box`, stretched over whatever it is drawn on.
    static func document(of box: SceneBox, definitions: [SVGText] = [], _ body: SVGText) -> String {
        let (width, height) = (NumberText.plain(box.width), NumberText.plain(box.height))
        var svg = SVGText()
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        svg.attribute("width", width)
        svg.attribute("height", height)
        let corner = "\(NumberText.plain(box.left)) \(NumberText.plain(box.top))"
        svg.attribute("viewBox", "\(corner) \(width) \(height)")
        svg.attribute("preserveAspectRatio", "none")
        svg.append("><defs>")
        for part in definitions { svg.append(part) }
        svg.append("</defs>")
        svg.append(body)
        svg.append("</svg>")
        return svg.text
    }
}

extension Scene.Item {
    fileprivate func isKnown(to library: SketchLibrary) -> Bool {
        library.subjects[subject] != nil && material.map { library.materials[$0] != nil } ?? true
    }
}
