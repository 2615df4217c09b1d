/// A corner of a lasso, in pixels from the upper left corner of the picture; it may lie outside.
package struct MaskPoint: Hashable, Sendable, Codable {
    package let x: Double
    package let y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// What of a picture becomes a mask.
package enum MaskChannel: String, Hashable, Sendable, Codable, CaseIterable {
    /// A picture without alpha is opaque.
    case alpha
    /// How bright it is, over black.
    case luminance
    /// Alpha if anything is transparent, else luminance.
    case automatic
}
