import Imaging
import Kernel

extension Imaging {
    /// A picture scaled and cropped in its middle until it covers a size.
    func cover(_ size: PixelSize, with picture: Picture) async throws(ImagingError) -> Picture {
        let (across, down) = (
            Double(size.width) / Double(picture.size.width), Double(size.height) / Double(picture.size.height)
        )
        // Cropped first, so that a long strip never becomes a huge picture.
        let scale = max(across, down)
        let width = min(picture.size.width, max(1, Int((Double(size.width) / scale).rounded())))
        let height = min(picture.size.height, max(1, Int((Double(size.height) / scale).rounded())))
        let middle = PixelRect(
            x: (picture.size.width - width) / 2,
            y: (picture.size.height - height) / 2,
            width: width,
            height: height
        )
        return try await resize(crop(picture, to: middle), to: size)
    }

    /// One colour.
    func canvas(_ colour: Colour, size: PixelSize) async throws(ImagingError) -> Picture {
        let samples = [colour.red, colour.green, colour.blue] + (colour.isOpaque ? [] : [colour.alpha])
        let pixel = PixelSize(width: 1, height: 1)
        guard let pixels = RawPixels(size: pixel, bands: samples.count, bytes: samples) else { throw .failed }
        let margins = Margins(right: size.width - 1, bottom: size.height - 1)
        return try await extend(picture(of: pixels), by: margins, fill: .edge)
    }
}
