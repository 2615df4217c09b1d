/// How large a picture is to be: exact pixels, parsed once and within bounds.
package struct ImageSpec: Hashable, Sendable {
    package static let sides = 64...12_288
    package static let mostPixels = 36_000_000

    package let size: PixelSize

    /// Takes exact pixels.
    /// - Throws: `Problem` `size_out_of_bounds`.
    package init(size: PixelSize) throws(Problem) {
        guard Self.sides.contains(size.width), Self.sides.contains(size.height),
            size.pixels <= Self.mostPixels
        else { throw Problem(.sizeOutOfBounds, field: "size") }
        self.size = size
    }

    /// Takes a shape and a resolution; the table holds no size out of bounds.
    package init(_ ratio: AspectRatio, _ resolution: Resolution = .oneK) {
        size = PixelSize(ratio, resolution)
    }

    /// Takes what a client wrote: `size`, or `aspect_ratio` and `resolution`, or nothing for a square of 1K.
    /// - Throws: `Problem` that names the field.
    package init(
        size: String?,
        aspectRatio: String?,
        resolution: String?
    ) throws(Problem) {
        if let size {
            guard aspectRatio == nil, resolution == nil else {
                throw Problem(.sizeAndRatio, field: "size")
            }
            guard let pixels = PixelSize(size) else { throw Problem(.sizeMalformed, field: "size") }
            try self.init(size: pixels)
            return
        }
        guard let ratio = AspectRatio(rawValue: aspectRatio ?? AspectRatio.square.rawValue) else {
            throw Problem(.aspectRatioUnknown, field: "aspect_ratio")
        }
        guard let resolution = Resolution(rawValue: resolution ?? Resolution.oneK.rawValue) else {
            throw Problem(.resolutionUnknown, field: "resolution")
        }
        self.init(ratio, resolution)
    }
}
