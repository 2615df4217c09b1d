import CVision
package import Imaging
package import Kernel

/// How a pasted picture meets what lies below it.
package enum PasteMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Only its own details show.
    case normal
    /// Details below show through where they are stronger.
    case mixed
}

extension Vision {
    /// Erases what the mask covers, and fills the hole with what might have been behind it.
    ///
    /// - Throws: `ImagingError.outOfRange` for a mask that covers everything. An empty one gives the picture back.
    package func erase(
        _ mask: Mask,
        from picture: Picture,
        seed: Seed
    ) async throws(ImagingError) -> Picture {
        guard mask.size == picture.size, mask.coverage.contains(where: { $0 < 128 }) else {
            throw .outOfRange
        }
        if mask.isEmpty { return picture }
        let number = UInt64(seed.number)
        return try await make(of: picture, mask) { vision_erase($0, $1, number, $2, $3) }
    }

    /// Pastes a picture into another so that no seam shows: its details in the light of the other (Poisson).
    ///
    /// The patch's upper left corner comes to (x, y); it may lie partly outside, and what lies wholly outside changes nothing.
    /// `mask`, of the patch's size, says which part of it; all that is opaque without one.
    package func paste(
        _ patch: Picture,
        into base: Picture,
        x: Int,
        y: Int,
        mask: Mask? = nil,
        mode: PasteMode = .normal
    ) async throws(ImagingError) -> Picture {
        let offsets = -1_000_000...1_000_000
        guard offsets.contains(x), offsets.contains(y) else { throw .outOfRange }
        if let mask, mask.size != patch.size { throw .outOfRange }
        let part: Mask
        if let mask {
            part = mask
        } else {
            part = try await self.mask(of: patch, from: .alpha)
        }
        return try await make(of: patch, part) { patch, mask, reins, result in
            base.lend { base in
                vision_clone(patch, mask, base, Int32(x), Int32(y), mode == .mixed, reins, result)
            }
        }
    }
}
