import CImaging
import Kernel

extension Imaging {
    /// Keeps a rectangle of a picture.
    ///
    /// - Throws: `ImagingError.outOfRange` for a rectangle without a pixel, or that does not lie wholly inside.
    package func crop(_ picture: Picture, to rect: PixelRect) async throws(ImagingError) -> Picture {
        guard rect.isInside(picture.size) else { throw .outOfRange }
        return try await run { call throws(ImagingError) in
            try call.crop(picture, to: rect)
        }
    }
}

extension Call {
    func crop(_ picture: Picture, to rect: PixelRect) throws(ImagingError) -> Picture {
        if rect == PixelRect(of: picture.size) { return picture }
        let (x, y) = (Int32(clamping: rect.x), Int32(clamping: rect.y))
        let (width, height) = (Int32(clamping: rect.width), Int32(clamping: rect.height))
        return try self.picture { imaging_crop(picture.handle, x, y, width, height, handle, $0) }
    }
}
