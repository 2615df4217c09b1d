package import Kernel

/// Scenes without their pixels: what Sketch makes of words, what somebody wrote, and what either looks like as SVG.
package struct Illustrator: Sendable {
    let library: SketchLibrary

    package init(library: SketchLibrary) {
        self.library = library
    }

    /// A scene, and what its words ask for beyond it.
    package struct Result: Sendable {
        package let scene: Scene
        package let notes: [Note]

        package init(scene: Scene, notes: [Note]) {
            self.scene = scene
            self.notes = notes
        }
    }

    /// The scene that Sketch draws of words: always the same one.
    /// - Throws: `Problem` `size_out_of_bounds`, `style_unknown`.
    package func scene(
        of prompt: Prompt,
        size: PixelSize,
        seed: Seed,
        style: String?
    ) throws(Problem) -> Result {
        try Sketch.check(size)
        if let style { try check(style: style) }
        let reading = Reading(prompt.text, lexicon: library.lexicon)
        let composer = Composer(library: library, seed: seed)
        let result = composer.compose(reading, canvas: Scene.Canvas(size), style: style)
        return Result(scene: result.scene, notes: notes(reading, result))
    }

    private func notes(_ reading: Reading, _ result: Composer.Result) -> [Note] {
        var notes: [Note] = []
        let words = Array((reading.unknown + result.unmet + result.unset).prefix(Sketch.mostReportedWords))
        if !words.isEmpty { notes.append(Note(.wordsNotDrawn, words: words)) }
        if let note = reading.nearestNote(library) { notes.append(note) }
        if !result.reduced.isEmpty { notes.append(Note(.countReduced, words: result.reduced)) }
        if reading.isEmpty { notes.append(Note(.nothingDrawn)) }
        return notes
    }

    /// A scene changed as somebody says: "make it night", 加一個月亮.
    /// - Throws: `Problem` `change_not_understood` when nothing of it was.
    package func changed(_ scene: Scene, saying words: Prompt) throws(Problem) -> Result {
        let instruction = SceneInstruction(words.text, for: scene, library: library)
        guard !instruction.isEmpty else { throw Problem(.changeNotUnderstood, field: "prompt") }
        let edit = SceneEditor(library: library).apply(instruction, to: scene)
        return Result(scene: edit.scene, notes: edit.notes)
    }

    /// Refuses a scene that cannot be drawn, or not at that size.
    /// - Throws: `Problem` that names the member at fault.
    package func check(_ scene: Scene, at size: PixelSize) throws(Problem) {
        try Sketch.check(size)
        guard scene.canvas.fits(size) else { throw Problem(.sizeUnlikeScene, field: "size") }
        try check(scene)
    }

    /// The whole drawing as SVG, without the pixels that a style adds to it.
    /// - Throws: `Problem`, as `check`.
    package func svg(of scene: Scene) throws(Problem) -> String {
        try writer(of: scene).svg()
    }

    /// - Throws: `Problem`, as `check`.
    func writer(of scene: Scene) throws(Problem) -> SceneWriter {
        if let writer = SceneWriter(scene, library: library) { return writer }
        try check(scene)
        throw Problem(.sceneNotDrawable, field: "scene")
    }

    private func check(_ scene: Scene) throws(Problem) {
        try check(style: scene.style)
        try require(scene.backdrop.setting, among: library.settings.keys, "backdrop.setting")
        try require(scene.backdrop.time, among: library.times.keys, "backdrop.time")
        try require(scene.backdrop.weather, among: library.weathers.keys, "backdrop.weather")
        for (place, tone) in scene.backdrop.tones.enumerated() {
            try require(tone, among: library.tones.keys, "backdrop.tones[\(place)]")
        }
        if let pattern = scene.pattern {
            try require(pattern.kind, among: library.patterns.kinds.map(\.id), "pattern.kind")
        }
        for (place, item) in scene.items.enumerated() {
            try require(item.material, among: library.materials.keys, "items[\(place)].material")
            guard library.subjects[item.subject] != nil else {
                throw Problem(.drawingUnknown, field: "scene.items[\(place)].subject", ["name": item.subject])
            }
        }
        guard SceneWriter(scene, library: library) != nil else {
            throw Problem(.sceneNotDrawable, field: "scene")
        }
    }

    private func check(style: String) throws(Problem) {
        guard library.style(style) != nil else {
            let known = library.styles.map(\.id).joined(separator: ", ")
            throw Problem(.styleUnknown, field: "style", ["styles": known])
        }
    }

    private func require(
        _ name: String?,
        among names: some Sequence<String>,
        _ field: String
    ) throws(Problem) {
        guard let name, !names.contains(name) else { return }
        let known = names.sorted().joined(separator: ", ")
        throw Problem(.valueUnknown, field: "scene.\(field)", ["known": known])
    }
}
