package import Kernel

/// The naked samples of a picture: sRGB, 8 bits, row by row without gaps.
package struct RawPixels: Hashable, Sendable {
    package let size: PixelSize
    /// 3 for RGB, 4 for RGBA with straight alpha.
    package let bands: Int
    package let bytes: [UInt8]

    /// Nothing, unless the bytes are exactly as many as the size and the bands ask for.
    package init?(size: PixelSize, bands: Int, bytes: [UInt8]) {
        guard bands == 3 || bands == 4, size.width > 0, size.height > 0,
            bytes.count == size.pixels * bands
        else { return nil }
        self.size = size
        self.bands = bands
        self.bytes = bytes
    }

    package var width: Int { size.width }

    package var height: Int { size.height }

    /// The samples of one pixel, which must lie inside.
    package subscript(x: Int, y: Int) -> ArraySlice<UInt8> {
        let start = (y * width + x) * bands
        return bytes[start..<start + bands]
    }
}
