import CVision
package import Imaging

extension Vision {
    /// Brightens (positive) or darkens what is dark, -1...1, in linear light; its details keep their contrast.
    package func shadows(_ amount: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        guard (-1...1).contains(amount) else { throw .outOfRange }
        if amount == 0 { return picture }
        return try await make(of: picture) { vision_tone($0, Float(amount), 0, $1, $2) }
    }

    /// Brightens (positive) or darkens what is bright, -1...1, in linear light; its details keep their contrast.
    package func highlights(_ amount: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        guard (-1...1).contains(amount) else { throw .outOfRange }
        if amount == 0 { return picture }
        return try await make(of: picture) { vision_tone($0, 0, Float(amount), $1, $2) }
    }

    /// Improves what most photographs need: a little local contrast, no colour cast, livelier colours; 0...1.
    package func enhance(
        _ picture: Picture,
        strength: Double = 0.5
    ) async throws(ImagingError) -> Picture {
        guard (0...1).contains(strength) else { throw .outOfRange }
        if strength == 0 { return picture }
        return try await make(of: picture) { vision_enhance($0, Float(strength), $1, $2) }
    }

    /// Darkens (positive) or lightens the corners, -1...1, in linear light.
    package func vignette(_ amount: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        guard (-1...1).contains(amount) else { throw .outOfRange }
        if amount == 0 { return picture }
        return try await make(of: picture) { vision_vignette($0, Float(amount), $1, $2) }
    }
}
