/// A piece of an abstract picture, before a style gives it its hand.
struct PatternShape: Sendable {
    enum Form: Hashable, Sendable {
        /// Filled.
        case area
        /// Lines of that width, with round ends.
        case strand(Double)
        /// Fine dots within.
        case grain
    }

    /// Drawn in one path.
    var outlines: [Outline]
    var form = Form.area
    var colour: SketchColour
    /// Where it runs out to something else.
    var fade: PatternFade?
    var opacity = 1.0
    /// Whether it is what one looks at first; styles of few colours keep this one's.
    var isAccent = false
    /// Whether it lies on what is below, rather than being a mark in it.
    var isRaised = true
}

/// How a shape's colour changes along a line.
struct PatternFade: Hashable, Sendable {
    let start: ScenePoint
    let end: ScenePoint
    /// At the end.
    let colour: SketchColour
    /// At the end.
    var opacity = 1.0
}

/// An abstract picture: a ground, and shapes from back to front.
struct PatternPicture: Sendable {
    /// From top to bottom.
    var ground: [SketchColour]
    var shapes: [PatternShape] = []

    mutating func add(_ shape: PatternShape) {
        if !shape.outlines.isEmpty { shapes.append(shape) }
    }
}
