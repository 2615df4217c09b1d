import CVision
package import Imaging
package import Kernel

extension Vision {
    /// Sharpens lightness: an unsharp mask.
    ///
    /// Adds `amount` (0...5) times the difference from the picture blurred by `radius` (0.3...50 pixels); differences below
    /// `threshold` (0...64 of 255) stay as they are.
    package func sharpen(
        _ picture: Picture,
        amount: Double = 0.8,
        radius: Double = 1.2,
        threshold: Double = 2
    ) async throws(ImagingError) -> Picture {
        guard (0...5).contains(amount), (0.3...50).contains(radius), (0...64).contains(threshold)
        else { throw .outOfRange }
        if amount == 0 { return picture }
        return try await make(of: picture) {
            vision_sharpen($0, Float(radius), Float(amount), Float(threshold), $1, $2)
        }
    }

    /// Takes noise away by non-local means, 0...1.
    package func denoise(_ picture: Picture, strength: Double = 0.4) async throws(ImagingError) -> Picture {
        guard (0...1).contains(strength) else { throw .outOfRange }
        if strength == 0 { return picture }
        return try await make(of: picture) { vision_denoise($0, Float(strength), $1, $2) }
    }

    /// Adds film grain, 0...1, of a size of 1...8 pixels; strongest in the middle tones.
    package func grain(
        _ amount: Double,
        size: Double = 1.5,
        seed: Seed,
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        guard (0...1).contains(amount), (1...8).contains(size) else { throw .outOfRange }
        if amount == 0 { return picture }
        let number = UInt64(seed.number)
        return try await make(of: picture) { vision_grain($0, Float(amount), Float(size), number, $1, $2) }
    }
}
