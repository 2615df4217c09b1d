extension SceneWriter {
    /// The picture, when it is abstract: the pattern in the place of the setting.
    ///
    /// What moods lay over places, fog and specks and dark edges, is left out: their colours are enough.
    func patternSVG(lettered: Bool) -> String? {
        guard var pattern = PatternWriter(scene: scene, colouring: colouring) else { return nil }
        var items = ItemWriter(
            scene: scene,
            library: library,
            colouring: colouring,
            light: Light(conditions, lamps: [], unit: scene.canvas.unit)
        )
        var body = SVGText()
        pattern.write(to: &body)
        items.write(to: &body) { _, _ in }
        writeFinish(lettered: lettered, to: &body)
        let definitions = [pattern.definitions, items.definitions]
        return SVGText.document(of: scene.canvas.box, definitions: definitions, body)
    }
}
