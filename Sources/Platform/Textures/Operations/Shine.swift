import CTextures
package import Imaging
package import Kernel

extension Textures {
    /// Lets what is bright shine on what lies around it; `strength` is 0 to 2.
    package func shine(
        _ picture: Picture,
        strength: Double,
        seed: Seed
    ) async throws(ImagingError) -> Picture {
        guard (0...2).contains(strength) else { throw .outOfRange }
        let how = textures_glow(
            unit: picture.size.unit,
            seed: UInt64(seed.number),
            strength: Float(strength)
        )
        return try await make(of: picture) { textures_shine($0, how, $1, $2) }
    }
}
