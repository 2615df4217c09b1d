import Imaging
import Kernel

extension Imaging {
    /// Makes a picture as transparent as another one of the same size.
    func veil(_ picture: Picture, by other: Picture) async throws(ImagingError) -> Picture {
        guard other.hasAlpha else { return picture }
        return try await veil(picture) { place in
            other.withSamples { samples, bands in samples[place * bands + 3] }
        }
    }

    /// Makes a picture as transparent as a mask of its size says.
    func veil(_ picture: Picture, by coverage: [UInt8]) async throws(ImagingError) -> Picture {
        guard coverage.count == picture.size.pixels else { throw .outOfRange }
        return try await veil(picture) { coverage[$0] }
    }

    /// One colour in the shape of all that is opaque in a picture.
    func silhouette(of picture: Picture, in colour: LayerColour) async throws(ImagingError) -> Picture {
        let pixels = try await run { call throws(ImagingError) in
            try call.checkNotStopped()
            return picture.withSamples { samples, bands in
                Self.bytes(picture.size.pixels) { place, bytes in
                    let alpha = bands == 4 ? samples[place * 4 + 3] : 255
                    bytes[place * 4] = colour.red
                    bytes[place * 4 + 1] = colour.green
                    bytes[place * 4 + 2] = colour.blue
                    bytes[place * 4 + 3] = product(alpha, colour.alpha)
                }
            }
        }
        return try await self.picture(ofSize: picture.size, pixels)
    }

    private func veil(
        _ picture: Picture,
        by coverage: @escaping @Sendable (Int) -> UInt8
    ) async throws(ImagingError) -> Picture {
        let pixels = try await run { call throws(ImagingError) in
            try call.checkNotStopped()
            return picture.withSamples { samples, bands in
                Self.bytes(picture.size.pixels) { place, bytes in
                    for band in 0..<3 { bytes[place * 4 + band] = samples[place * bands + band] }
                    let alpha = bands == 4 ? samples[place * 4 + 3] : 255
                    bytes[place * 4 + 3] = product(alpha, coverage(place))
                }
            }
        }
        return try await self.picture(ofSize: picture.size, pixels)
    }

    private static func bytes(
        _ pixels: Int,
        _ fill: (Int, UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> [UInt8] {
        Array(unsafeUninitializedCapacity: pixels * 4) { bytes, count in
            for place in 0..<pixels { fill(place, bytes) }
            count = pixels * 4
        }
    }

    private func picture(ofSize size: PixelSize, _ bytes: [UInt8]) async throws(ImagingError) -> Picture {
        guard let pixels = RawPixels(size: size, bands: 4, bytes: bytes) else { throw .failed }
        return try await picture(of: pixels)
    }
}

/// Of two shares of 255.
private func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
    UInt8((Int(one) * Int(other) + 127) / 255)
}
