extension SceneWriter {
    /// Where things are: each a silhouette without soft edges, in a colour of its own that grows from back to front.
    @concurrent
    func guide() async -> String {
        var guide = GuideWriter(scene: scene, library: library)
        var body = SVGText()
        body.append("<g shape-rendering=\"crispEdges\">")
        body.rectangle(scene.canvas.box) { $0.fill(.black) }
        guide.write(to: &body)
        body.append("</g>")
        return SVGText.document(of: scene.canvas.box, body)
    }
}

/// Draws the silhouettes of the things of a scene, in the order they are painted in.
private struct GuideWriter {
    let scene: Scene
    let library: SketchLibrary
    private let containment: Containment
    private var count = 0

    init(scene: Scene, library: SketchLibrary) {
        self.scene = scene
        self.library = library
        containment = Containment(scene.items.map(\.container))
    }

    mutating func write(to svg: inout SVGText) {
        for index in containment.roots { write(index, to: &svg) }
    }

    private mutating func write(_ index: Int, to svg: inout SVGText) {
        let item = scene.items[index]
        guard let subject = library.subjects[item.subject] else { return }
        let parts = subject.posed(item.pose, expression: item.expression)
        let contents = containment.contents(of: index)
        let place = item.placement(of: subject)
        silhouette(contents.isEmpty ? parts : parts.filter { !$0.isFront }, place, to: &svg)
        guard !contents.isEmpty else { return }
        for content in contents { write(content, to: &svg) }
        silhouette(parts.filter(\.isFront), place, to: &svg)
    }

    private mutating func silhouette(_ parts: [PosedPart], _ place: Affine, to svg: inout SVGText) {
        count += 1
        let colour = SketchColour(red: Double(count >> 8) / 255, green: Double(count & 255) / 255, blue: 0)
        svg.path(CastShadow.silhouettes(of: parts).map { $0.mapped(place) }) { $0.fill(colour) }
    }
}
