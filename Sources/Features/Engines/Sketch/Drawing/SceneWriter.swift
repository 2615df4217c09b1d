/// Writes a scene as SVG: backdrop, things, foreground, text.
///
/// No filters, no references to anything outside.
package struct SceneWriter {
    private let scene: Scene
    private let library: SketchLibrary
    private let setting: Setting
    private let colouring: Colouring

    /// Nothing, when the scene is not sound or names something that the library does not have.
    package init?(_ scene: Scene, library: SketchLibrary) {
        guard scene.isSound, let setting = library.settings[scene.backdrop.setting],
            let time = library.times[scene.backdrop.time],
            let style = library.style(scene.style),
            scene.items.allSatisfy({ library.subjects[$0.subject] != nil })
        else { return nil }
        self.scene = scene
        self.library = library
        self.setting = setting
        colouring = Colouring(style: style, time: time, setting: setting, backdrop: scene.backdrop)
    }

    package func svg() -> String {
        let taken = taken
        var sky = SkyWriter(scene: scene, colouring: colouring, isOpen: setting.isOpen)
        var layers = LayerWriter(scene: scene, setting: setting, colouring: colouring)
        var items = ItemWriter(scene: scene, library: library, colouring: colouring)
        var body = SVGText()
        sky.write(to: &body)
        if setting.isOpen, !showsOwnOrb { sky.writeOrb(besides: taken, to: &body) }
        layers.write(front: false, to: &body)
        items.write(to: &body)
        layers.write(front: true, to: &body)
        var finish = FinishWriter(scene: scene, style: colouring.style)
        finish.write(besides: taken, to: &body)
        return document(definitions: [sky.definitions, layers.definitions, items.definitions], body)
    }

    /// What things and text cover.
    private var taken: [SceneBox] {
        let things = scene.items.compactMap { item in
            library.subjects[item.subject]?.box(at: item.foot, scale: item.scale, isFlipped: item.isFlipped)
        }
        return things + [scene.text?.box].compactMap { $0 }
    }

    private var showsOwnOrb: Bool {
        scene.items.contains { library.orbs.contains($0.subject) }
    }

    private func document(definitions: [SVGText], _ body: SVGText) -> String {
        var svg = SVGText()
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        let (width, height) = (NumberText.plain(scene.canvas.width), NumberText.plain(scene.canvas.height))
        svg.attribute("width", width)
        svg.attribute("height", height)
        svg.attribute("viewBox", "0 0 \(width) \(height)")
        svg.attribute("preserveAspectRatio", "none")
        svg.append("><defs>")
        for part in definitions { svg.append(part) }
        svg.append("</defs>")
        svg.append(body)
        svg.append("</svg>")
        return svg.text
    }
}
