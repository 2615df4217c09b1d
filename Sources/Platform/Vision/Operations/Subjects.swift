import CVision
package import Imaging
import Kernel

extension Vision {
    /// Finds what stands out, with a soft edge; people by their faces, if `canFindFaces`.
    ///
    /// What is transparent is never the subject. `within` is a rectangle that holds all of it. A brush says what surely belongs
    /// to it (`keep`) and what surely does not (`drop`, which wins), both of the picture's size.
    package func subject(
        of picture: Picture,
        within: PixelRect? = nil,
        keep: Mask? = nil,
        drop: Mask? = nil
    ) async throws(ImagingError) -> Mask {
        for brush in [keep, drop].compactMap(\.self) where brush.size != picture.size { throw .outOfRange }
        if let within, !within.isInside(picture.size) { throw .outOfRange }
        let faces = within == nil && canFindFaces ? try await self.faces(in: picture) : []
        let rects = faces.map(vision_rect.init)
        return try await imaging.run { call throws(ImagingError) in
            let hints = Self.hints(keep: keep, drop: drop)
            return try call.mask { result in
                picture.lend { picture in
                    func find(_ hints: UnsafePointer<vision_picture>?) -> vision_status {
                        withOptional(within.map(vision_rect.init)) {
                            vision_subject(picture, $0, rects, Int32(rects.count), hints, call.reins, result)
                        }
                    }
                    guard let hints else { return find(nil) }
                    return hints.lend { withUnsafePointer(to: $0) { find($0) } }
                }
            }
        }
    }

    /// What the façade wants of both brushes.
    private static func hints(keep: Mask?, drop: Mask?) -> Mask? {
        guard let size = keep?.size ?? drop?.size else { return nil }
        var hints = [UInt8](repeating: 0, count: size.pixels)
        for (brush, hint) in [(keep, UInt8(2)), (drop, 1)] {
            guard let brush else { continue }
            for (place, coverage) in brush.coverage.enumerated() where coverage >= 128 { hints[place] = hint }
        }
        return Mask(size: size, coverage: hints)
    }
}

private func withOptional<Value, Result>(
    _ value: Value?,
    _ body: (UnsafePointer<Value>?) -> Result
) -> Result {
    guard let value else { return body(nil) }
    return withUnsafePointer(to: value) { body($0) }
}
