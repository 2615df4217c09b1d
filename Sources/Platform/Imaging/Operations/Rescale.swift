import CImaging
package import Kernel

extension Imaging {
    /// The longest side of an edited picture.
    package static let longestEditedSide = 32_767

    /// The most pixels of an edited picture.
    package static let mostEditedPixels = 100_000_000

    /// Scales a picture to exactly that size, up or down, by Lanczos's filter with three lobes; its aspect may change.
    ///
    /// - Throws: `ImagingError.tooLarge` beyond `longestEditedSide` and `mostEditedPixels`, `outOfRange` below one pixel.
    package func resize(_ picture: Picture, to size: PixelSize) async throws(ImagingError) -> Picture {
        try Self.check(size)
        if picture.size == size { return picture }
        return try await run { call throws(ImagingError) in
            let (width, height) = (Int32(clamping: size.width), Int32(clamping: size.height))
            return try call.picture { imaging_rescale(picture.handle, width, height, call.handle, $0) }
        }
    }

    /// Whether a picture may become that large.
    static func check(_ size: PixelSize) throws(ImagingError) {
        guard size.width > 0, size.height > 0 else { throw .outOfRange }
        let (pixels, overflow) = size.width.multipliedReportingOverflow(by: size.height)
        guard !overflow, pixels <= mostEditedPixels, max(size.width, size.height) <= longestEditedSide
        else { throw .tooLarge(pixels: overflow ? .max : pixels) }
    }
}
