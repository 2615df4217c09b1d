/// Draws a scene's pattern in the manner of its style.
struct PatternWriter {
    private let picture: PatternPicture
    private var hand: PatternHand

    /// Nothing, when the scene has no pattern that is known.
    init?(scene: Scene, colouring: Colouring) {
        guard let pattern = scene.pattern, let kind = PatternKind(rawValue: pattern.kind) else { return nil }
        let colours = PatternColours(pattern, colouring)
        picture = kind.picture(in: PatternSpace(scene: scene, pattern: pattern, colours: colours))
        hand = PatternHand(scene: scene, style: colouring.style, isAsked: pattern.isAsked, dusk: colours.dusk)
    }

    var definitions: SVGText { hand.definitions }

    mutating func write(to svg: inout SVGText) {
        hand.ground(picture.ground, to: &svg)
        for shape in picture.shapes { hand.write(shape, to: &svg) }
    }
}

extension PatternKind {
    func picture(in space: PatternSpace) -> PatternPicture {
        switch self {
        case .constellation: Constellation(space: space).picture()
        case .contours: Contours(space: space).picture()
        case .flow: FlowField(space: space).picture()
        case .haze: Haze(space: space).picture()
        case .ribbons: Ribbons(space: space).picture()
        case .ripples: Ripples(space: space).picture()
        case .tessellation: Tessellation(space: space).picture()
        case .waves: LayeredWaves(space: space).picture()
        }
    }
}
