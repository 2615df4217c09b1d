/// What new canvas around a picture shows.
package enum CanvasFill: Hashable, Sendable {
    case transparent
    case colour(Colour)
    /// The picture, mirrored at its edges as often as it takes.
    case mirror
    /// The outermost pixels, drawn out.
    case edge
}

/// How much canvas goes to each side, in pixels.
package struct Margins: Hashable, Sendable, Codable {
    package let left: Int
    package let top: Int
    package let right: Int
    package let bottom: Int

    package init(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }
}
