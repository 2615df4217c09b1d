package import Kernel

/// A picture that a layout places: its id and size.
package struct LayoutPicture: Hashable, Sendable {
    package let id: ImageID
    package let size: PixelSize

    package init(_ id: ImageID, _ size: PixelSize) {
        self.id = id
        self.size = size
    }

    /// Width by height, within what a layout can show.
    var aspect: Double {
        min(max(Double(max(1, size.width)) / Double(max(1, size.height)), 0.1), 10)
    }
}
