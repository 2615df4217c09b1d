import Kernel

/// What is decoded at most; more is refused before any pixel is read.
package struct DecodeLimits: Hashable, Sendable {
    /// Width times height times pages.
    package var maxPixels: Int
    /// Width or height.
    package var maxSide: Int

    package init(maxPixels: Int = 100_000_000, maxSide: Int = 32_767) {
        self.maxPixels = maxPixels
        self.maxSide = maxSide
    }

    /// 100 megapixels.
    package static let standard = Self()

    func check(_ facts: ImageFacts) throws(ImagingError) {
        let page = facts.size
        guard page.width <= maxSide, page.height <= maxSide else { throw .tooLarge(pixels: page.pixels) }
        let (pixels, overflow) = page.pixels.multipliedReportingOverflow(by: facts.pages)
        guard !overflow, pixels <= maxPixels else { throw .tooLarge(pixels: overflow ? .max : pixels) }
    }
}
