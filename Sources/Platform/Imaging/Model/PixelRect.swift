package import Kernel

/// A rectangle of whole pixels, which may lie outside of a picture; its origin is the upper left corner.
package struct PixelRect: Hashable, Sendable, Codable {
    package let x: Int
    package let y: Int
    package let width: Int
    package let height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The whole of a picture.
    package init(of size: PixelSize) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    package var size: PixelSize { PixelSize(width: width, height: height) }

    /// Whether there is a pixel in it and all of them lie inside a picture of that size.
    package func isInside(_ size: PixelSize) -> Bool {
        x >= 0 && y >= 0 && width > 0 && height > 0 && width <= size.width && height <= size.height
            && x <= size.width - width && y <= size.height - height
    }
}
