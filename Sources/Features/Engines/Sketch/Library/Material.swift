/// What a thing can be said to be made of: its colours, and what its surface looks like.
package struct Material: Sendable {
    /// How the surface is worked over with the style's own strokes.
    enum Texture: String, Hashable, Sendable, Decodable, CaseIterable {
        /// Wavy lines along the wood, and knots.
        case grain
        /// Bright bands, as on polished metal.
        case gloss
        /// Fine level lines between dull bands.
        case brushed
        /// One wide sheen across, as on a pane.
        case sheen
        /// Bricks in their courses.
        case courses
        /// Veins that wander and branch.
        case veins
        /// Grains of several sizes.
        case speckle
        /// Folds, lit on one side.
        case creases
        /// Short stalks, close together.
        case thatch
        /// Cracks and a sheen.
        case cracks
        /// Rows of small loops.
        case stitches
        /// Level traces of the hand.
        case rings
        /// Planes that meet at sharp edges.
        case planes
    }

    package let id: String
    package let label: [String: String]
    /// Of `main` and `second`, which stand for the subject's own where no colour was asked for.
    let palettes: [[String: SketchColour]]
    let texture: Texture
    /// Below 1 what lies behind shows through.
    let opacity: Double
}
