package import Kernel

/// What the header of a picture says; its pixels may still turn out to be damaged.
package struct ImageFacts: Hashable, Sendable {
    package let format: ImageFormat
    /// Of the first page, as stored: before turning it upright.
    package let size: PixelSize
    /// How many pictures the file holds; only the first is ever decoded.
    package let pages: Int
    package let hasAlpha: Bool
    /// How the stored picture lies, in EXIF's numbers 1...8; 1 is upright.
    package let orientation: Int

    /// The size that decoding gives.
    package var uprightSize: PixelSize {
        orientation >= 5 ? PixelSize(width: size.height, height: size.width) : size
    }
}
