import Imaging
import Kernel

extension RawPixels {
    /// Pixels that all differ from their neighbours.
    static func pattern(_ width: Int, _ height: Int, bands: Int = 3) throws -> RawPixels {
        var bytes: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                bytes += [UInt8(truncatingIfNeeded: x * 37 + y * 11), UInt8(truncatingIfNeeded: y * 53)]
                bytes += [UInt8(truncatingIfNeeded: x * 5 + 90)]
                if bands == 4 { bytes.append(UInt8(truncatingIfNeeded: 255 - x * 9 - y * 3)) }
            }
        }
        return try made(width, height, bytes)
    }

    /// One colour all over.
    static func plain(_ width: Int, _ height: Int, _ colour: [UInt8]) throws -> RawPixels {
        try made(width, height, Array(repeatElement(colour, count: width * height).joined()))
    }

    /// The same samples, each pixel from another place.
    func rearranged(_ width: Int, _ height: Int, _ place: (Int, Int) -> (Int, Int)) throws -> RawPixels {
        var bytes: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (column, row) = place(x, y)
                bytes += self[column, row]
            }
        }
        return try Self.made(width, height, bytes)
    }

    private static func made(_ width: Int, _ height: Int, _ bytes: [UInt8]) throws -> RawPixels {
        let size = PixelSize(width: width, height: height)
        guard let pixels = RawPixels(size: size, bands: bytes.count / size.pixels, bytes: bytes) else {
            throw ImagingError.failed
        }
        return pixels
    }
}
