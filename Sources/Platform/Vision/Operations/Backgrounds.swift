import CVision
package import Imaging
import Kernel

extension Vision {
    /// Makes transparent what the mask does not cover, and takes the background's colour out of soft edges.
    package func cutOut(_ subject: Mask, of picture: Picture) async throws(ImagingError) -> Picture {
        try await make(of: picture, subject) { vision_cut_out($0, $1, $2, $3) }
    }

    /// Blurs what the mask does not cover by a deviation of 0...500 pixels; no colour of the subject runs out into it.
    package func blurBackground(
        of picture: Picture,
        subject: Mask,
        sigma: Double
    ) async throws(ImagingError) -> Picture {
        guard (0...500).contains(sigma), subject.size == picture.size else { throw .outOfRange }
        if sigma < 0.1 { return picture }
        return try await make(of: picture, subject) { vision_blur_background($0, $1, Float(sigma), $2, $3) }
    }

    /// Shows the subject before another picture, which is scaled and cropped to cover the canvas.
    package func replaceBackground(
        of picture: Picture,
        subject: Mask,
        with background: Picture
    ) async throws(ImagingError) -> Picture {
        let figure = try await cutOut(subject, of: picture)
        let canvas = try await imaging.cover(picture.size, with: background)
        return try await imaging.blend(figure, over: canvas)
    }

    /// Shows the subject before one colour.
    package func replaceBackground(
        of picture: Picture,
        subject: Mask,
        with colour: Colour
    ) async throws(ImagingError) -> Picture {
        let figure = try await cutOut(subject, of: picture)
        if colour.alpha == 0 { return figure }
        let canvas = try await imaging.canvas(colour, size: picture.size)
        return try await imaging.blend(figure, over: canvas)
    }

    /// Takes a changed picture where the mask covers, and the original elsewhere: any tool, on a part.
    ///
    /// - Throws: `ImagingError.outOfRange` for pictures or masks of different sizes.
    package func merge(
        _ changed: Picture,
        into original: Picture,
        where mask: Mask
    ) async throws(ImagingError) -> Picture {
        guard changed.size == original.size, mask.size == original.size else { throw .outOfRange }
        return try await make(of: changed, mask) { changed, mask, reins, result in
            original.lend { vision_merge(changed, $0, mask, reins, result) }
        }
    }
}
