import Imaging
import Kernel

/// Pictures to test with.
enum Scene {
    /// A red disc before green, with a soft sky above.
    static let disc = svg(
        """
        <defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#8bd"/>
        <stop offset="1" stop-color="#cde"/></linearGradient></defs>
        <rect width="2" height="2" fill="#7a6"/><rect width="2" height="1" fill="url(#sky)"/>
        <circle cx="1" cy="1" r="0.5" fill="#c22"/>
        """
    )

    /// The same disc before nothing.
    static let alone = svg(##"<circle cx="1" cy="1" r="0.5" fill="#c22" fill-opacity="0.9"/>"##)

    /// A drawing of 2 x 2 units, stretched over whatever size is asked for.
    static func svg(_ content: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" preserveAspectRatio="none">\(content)</svg>
        """
    }
}

extension RawPixels {
    /// One colour all over.
    static func plain(_ width: Int, _ height: Int, _ colour: [UInt8]) throws -> RawPixels {
        try made(width, height, Array(repeatElement(colour, count: width * height).joined()))
    }

    /// Samples by a rule.
    static func made(_ width: Int, _ height: Int, _ rule: (Int, Int) -> [UInt8]) throws -> RawPixels {
        var bytes: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width { bytes += rule(x, y) }
        }
        return try made(width, height, bytes)
    }

    private static func made(_ width: Int, _ height: Int, _ bytes: [UInt8]) throws -> RawPixels {
        let size = PixelSize(width: width, height: height)
        guard let pixels = RawPixels(size: size, bands: bytes.count / size.pixels, bytes: bytes) else {
            throw ImagingError.failed
        }
        return pixels
    }

    var alpha: [UInt8] {
        bands == 4 ? stride(from: 3, to: bytes.count, by: 4).map { bytes[$0] } : []
    }

    func colour(_ x: Int, _ y: Int) -> [Int] { self[x, y].prefix(3).map(Int.init) }
}
