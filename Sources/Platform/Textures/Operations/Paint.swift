import CTextures
package import Imaging
package import Kernel

extension Textures {
    /// Paints the picture with pigment on paper.
    package func paint(
        _ picture: Picture,
        _ look: PaintLook,
        seed: Seed
    ) async throws(ImagingError) -> Picture {
        guard look.isSound else { throw .outOfRange }
        let how = textures_paper(
            unit: picture.size.unit,
            seed: UInt64(seed.number),
            paper: textures_colour(look.paper),
            wander: Float(look.wander),
            rims: Float(look.rims),
            blooms: Float(look.blooms),
            grain: Float(look.grain),
            specks: Float(look.specks),
            margin: Float(look.margin)
        )
        return try await make(of: picture) { textures_paint($0, how, $1, $2) }
    }
}
