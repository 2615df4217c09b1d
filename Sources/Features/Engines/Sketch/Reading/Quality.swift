/// What an adjective says of a thing.
///
/// A word may have several: `golden` is a material of crowns, a colour of fish and a tone of the light.
enum Quality: Hashable, Sendable {
    /// Several for words such as colourful.
    case colours([SketchColour])
    /// Times its usual size.
    case size(Double)
    case material(String)
    case expression(String)
    case pose(String)
    /// Of the whole picture, where no thing can be so.
    case tone(String)
    /// Elsewhere than it is, by so many widths and heights of the picture; of instructions.
    case step(ScenePoint)

    /// The sort of quality it is; a word has at most one of each.
    enum Sort: Int, Hashable {
        case expression, pose, material, colour, size, tone, step
    }

    var sort: Sort {
        switch self {
        case .expression: .expression
        case .pose: .pose
        case .material: .material
        case .colours: .colour
        case .size: .size
        case .tone: .tone
        case .step: .step
        }
    }

    var isColour: Bool { sort == .colour }
    var isPose: Bool { sort == .pose }
    /// Whether only what lives is so.
    var isBodily: Bool { sort == .pose || sort == .expression }

    /// Whether a thing can be so; what only one thing can mean is taken at its word.
    func suits(_ traits: Traits) -> Bool {
        switch self {
        case .expression: traits.hasFace
        case .material: traits.isMade
        case .tone: false
        case .colours, .size, .pose, .step: true
        }
    }
}
