import CTextures
package import Imaging
package import Kernel

extension Textures {
    /// Lays the picture of `size` in small stones, along the contours of a drawing of the same shape.
    ///
    /// `side` is a stone's, in samples of the drawing, 3 to 400; where `guide`, which has the drawing's size, is not black,
    /// stones are smaller.
    package func inlay(
        _ drawing: Picture,
        guide: Picture,
        size: PixelSize,
        side: Double,
        grout: Colour,
        seed: Seed
    ) async throws(ImagingError) -> Picture {
        guard (3...400).contains(side), !guide.hasAlpha, guide.size == drawing.size else { throw .outOfRange }
        let how = textures_tesserae(
            width: Int32(clamping: size.width),
            height: Int32(clamping: size.height),
            unit: size.unit,
            seed: UInt64(seed.number),
            grout: textures_colour(grout),
            side: Float(side)
        )
        return try await make(of: drawing) { drawing, reins, result in
            guide.lend { textures_inlay(drawing, $0, how, reins, result) }
        }
    }
}
