import CImaging
package import Kernel

/// A decoded picture: upright, sRGB, 8 bits, without metadata.
///
/// Unchecked because it owns a C handle: the picture behind it is never changed, and its library lets several threads
/// read one.
package final class Picture: @unchecked Sendable {
    package let size: PixelSize
    /// Whether there is an alpha channel; it may be opaque all over.
    package let hasAlpha: Bool
    let handle: OpaquePointer

    /// Takes the handle over.
    init(owning handle: OpaquePointer) {
        let shape = imaging_shape_of(handle)
        self.handle = handle
        self.size = PixelSize(width: Int(shape.width), height: Int(shape.height))
        self.hasAlpha = shape.bands == 4
    }

    deinit {
        imaging_release(handle)
    }
}
