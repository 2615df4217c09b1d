import CImaging
import Kernel

extension Imaging {
    /// Copies a picture's samples out.
    package func pixels(of picture: Picture) async throws(ImagingError) -> RawPixels {
        try await run { _ throws(ImagingError) in
            let bands = picture.hasAlpha ? 4 : 3
            let samples = UnsafeBufferPointer(
                start: imaging_pixels(picture.handle),
                count: picture.size.pixels * bands
            )
            let bytes = withExtendedLifetime(picture) { [UInt8](samples) }
            guard let pixels = RawPixels(size: picture.size, bands: bands, bytes: bytes) else {
                throw .failed
            }
            return pixels
        }
    }

    /// Makes a picture of samples.
    package func picture(of pixels: RawPixels) async throws(ImagingError) -> Picture {
        try await run { call throws(ImagingError) in
            let shape = imaging_shape(of: pixels.size, bands: pixels.bands)
            return try call.picture { picture in
                pixels.bytes.withUnsafeBytes { samples in
                    guard let start = samples.baseAddress else { return .IMAGING_FAILED }
                    return imaging_copy(start, shape, call.handle, picture)
                }
            }
        }
    }
}

extension Picture {
    /// Lends the samples, row by row without gaps, and how many a pixel has; they are not copied.
    package func withSamples<Value>(_ body: (UnsafeBufferPointer<UInt8>, _ bands: Int) -> Value) -> Value {
        let bands = hasAlpha ? 4 : 3
        let samples = UnsafeBufferPointer(start: imaging_pixels(handle), count: size.pixels * bands)
        return withExtendedLifetime(self) { body(samples, bands) }
    }
}

extension imaging_shape {
    init(of size: PixelSize, bands: Int) {
        self.init(
            width: Int32(clamping: size.width),
            height: Int32(clamping: size.height),
            bands: Int32(clamping: bands)
        )
    }
}
