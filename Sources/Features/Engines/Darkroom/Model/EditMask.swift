package import Kernel

/// Where a step works: a shape, turned inside out or softened.
package struct EditMask: Hashable, Sendable {
    package enum Shape: Hashable, Sendable {
        /// A picture of exactly the canvas's size: it works where that is white and opaque.
        case image(ImageID)
        case rectangle(EditBox)
        /// At least three corners, in fractions of the sides.
        case lasso([EditPoint])
        /// What stands out from its background.
        case subject
    }

    /// Which picture the shape lies on.
    package enum Canvas: String, CaseIterable, Sendable {
        /// As it is when the step comes to it.
        case step
        /// As it was before every step; the shape is cropped, turned and sized along with it.
        case source
    }

    static let corners = 3...2_000

    package let shape: Shape
    package let isInverted: Bool
    /// How soft its edge is, from 0 to 100, on the scale of `blur`.
    package let feather: Double
    package let canvas: Canvas

    package init(_ shape: Shape, isInverted: Bool = false, feather: Double = 0, canvas: Canvas = .step) {
        self.shape = shape
        self.isInverted = isInverted
        self.feather = feather
        self.canvas = canvas
    }
}
