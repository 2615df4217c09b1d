import Engines
package import FoundationEssentials
package import Imaging
import Kernel

extension Imaging {
    /// A mask of ours, white where a picture is to change, as one that is clear there (`MaskPainter`).
    /// - Throws: `ImagingError`.
    package func clearMask(_ png: Data) async throws -> Data {
        let mask = try await decode(png, limits: .engineOutput)
        return try await encode(picture(mask.cleared(), mask.size, bands: 4), as: .png)
    }

    /// `picture` where `mask` is white and `original` where it is black, to the pixel; all three have one size.
    /// - Throws: `ImagingError`.
    func joining(_ picture: Picture, to original: Picture, by mask: Picture) async throws -> Picture {
        let bands = original.hasAlpha ? 4 : 3
        return try await self.picture(picture.joined(to: original, by: mask), picture.size, bands: bands)
    }

    /// Covers the size and cuts what is over, as much on one side as on the other.
    func covering(_ size: PixelSize, with picture: Picture) async throws -> Picture {
        if picture.size == size { return picture }
        let scale = max(
            Double(size.width) / Double(picture.size.width),
            Double(size.height) / Double(picture.size.height)
        )
        let cover = PixelSize(
            width: max(size.width, Int((Double(picture.size.width) * scale).rounded())),
            height: max(size.height, Int((Double(picture.size.height) * scale).rounded()))
        )
        let scaled = try await resize(picture, to: cover)
        let middle = PixelRect(
            x: (cover.width - size.width) / 2,
            y: (cover.height - size.height) / 2,
            width: size.width,
            height: size.height
        )
        return try await crop(scaled, to: middle)
    }

    private func picture(_ bytes: [UInt8], _ size: PixelSize, bands: Int) async throws -> Picture {
        guard let pixels = RawPixels(size: size, bands: bands, bytes: bytes) else {
            throw ImagingError.failed
        }
        return try await picture(of: pixels)
    }
}

extension Picture {
    /// As a mask: how white each pixel is, and whatever is clear is not.
    fileprivate func share(_ samples: UnsafeBufferPointer<UInt8>, _ bands: Int, at pixel: Int) -> Int {
        let light = Int(samples[pixel * bands])
        return bands == 4 ? light * Int(samples[pixel * bands + 3]) / 255 : light
    }

    /// Black with four samples a pixel, and clear where this mask is white.
    @concurrent
    fileprivate func cleared() async -> [UInt8] {
        withSamples { samples, bands in
            [UInt8](unsafeUninitializedCapacity: size.pixels * 4) { bytes, count in
                bytes.initialize(repeating: 0)
                for pixel in 0..<size.pixels {
                    bytes[pixel * 4 + 3] = UInt8(255 - share(samples, bands, at: pixel))
                }
                count = size.pixels * 4
            }
        }
    }

    /// This picture's samples where the mask is white, the original's elsewhere, as many a pixel as the original has.
    @concurrent
    fileprivate func joined(to original: Picture, by mask: Picture) async -> [UInt8] {
        withSamples { new, newBands in
            original.withSamples { old, bands in
                mask.withSamples { marks, markBands in
                    [UInt8](unsafeUninitializedCapacity: size.pixels * bands) { bytes, count in
                        for pixel in 0..<size.pixels {
                            let share = mask.share(marks, markBands, at: pixel)
                            for band in 0..<bands {
                                let fresh = band < newBands ? Int(new[pixel * newBands + band]) : 255
                                let kept = Int(old[pixel * bands + band])
                                bytes[pixel * bands + band] =
                                    UInt8((fresh * share + kept * (255 - share) + 127) / 255)
                            }
                        }
                        count = size.pixels * bands
                    }
                }
            }
        }
    }
}
