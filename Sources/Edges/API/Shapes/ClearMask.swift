import FoundationEssentials
import Imaging
import Kernel

/// Masks of OpenAI's shape, which are clear where a picture is to change; ours are white there.
struct ClearMask: Sendable {
    /// In bytes.
    static let largest = 4 << 20

    let imaging: Imaging

    /// The same mask as ours, a PNG of the same size.
    /// - Throws: `Problem` `image_unsupported` for what is no PNG with a channel of transparency, or `file_too_large`.
    func whitened(_ bytes: Data) async throws -> Data {
        guard bytes.count <= Self.largest else {
            throw Problem(.fileTooLarge, field: "mask", ["limit": "4"])
        }
        do throws(ImagingError) {
            guard try ImageFormat(recognising: bytes) == .png else { throw .unsupportedFormat }
            let mask = try await imaging.decode(bytes)
            guard mask.hasAlpha else { throw .unsupportedFormat }
            let samples = await mask.whitened()
            guard let pixels = RawPixels(size: mask.size, bands: 3, bytes: samples) else { throw .failed }
            return try await imaging.encode(imaging.picture(of: pixels), as: .png)
        } catch {
            throw Problem(error)
        }
    }
}

extension Picture {
    /// As light as this picture is clear, three samples a pixel.
    @concurrent
    fileprivate func whitened() async -> [UInt8] {
        withSamples { samples, bands in
            [UInt8](unsafeUninitializedCapacity: size.pixels * 3) { bytes, count in
                for pixel in 0..<size.pixels {
                    let light = 255 - samples[pixel * bands + bands - 1]
                    for band in 0..<3 { bytes[pixel * 3 + band] = light }
                }
                count = size.pixels * 3
            }
        }
    }
}

extension Problem {
    fileprivate init(_ error: ImagingError) {
        switch error {
        case .notAnImage, .unsupportedFormat: self.init(.imageUnsupported, field: "mask")
        case .tooLarge: self.init(.imageTooLarge, field: "mask")
        case .damaged: self.init(.imageUnreadable, field: "mask")
        case .busy: self.init(.tooBusy)
        case .cancelled: self.init(.shuttingDown)
        case .failed, .outOfRange: self.init(.internalError)
        }
    }
}
