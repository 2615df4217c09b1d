import CVision
package import Imaging

extension Vision {
    /// Draws the picture with a pencil, or with crayons.
    ///
    /// Strokes grow with the picture, as in all styles.
    package func pencil(_ picture: Picture, isColoured: Bool = false) async throws(ImagingError) -> Picture {
        try await make(of: picture) { vision_pencil($0, isColoured, $1, $2) }
    }

    /// Paints the picture in oil; a strength of 0...1 is a brush from fine to broad.
    package func oil(_ picture: Picture, strength: Double = 0.5) async throws(ImagingError) -> Picture {
        guard (0...1).contains(strength) else { throw .outOfRange }
        return try await make(of: picture) { vision_oil($0, Float(strength), $1, $2) }
    }

    /// Leaves flat colours with dark outlines.
    package func cartoon(_ picture: Picture) async throws(ImagingError) -> Picture {
        try await make(of: picture) { vision_cartoon($0, $1, $2) }
    }

    /// Paints the picture in watercolour on white paper.
    package func watercolour(_ picture: Picture) async throws(ImagingError) -> Picture {
        try await make(of: picture) { vision_watercolour($0, $1, $2) }
    }
}
