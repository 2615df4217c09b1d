import CImaging
import Kernel

extension Imaging {
    /// Puts more canvas around a picture, which itself stays as it is.
    ///
    /// - Throws: `ImagingError.outOfRange` for a negative margin, `tooLarge` beyond `longestEditedSide` and
    ///   `mostEditedPixels`.
    package func extend(
        _ picture: Picture,
        by margins: Margins,
        fill: CanvasFill
    ) async throws(ImagingError) -> Picture {
        let sides = [margins.left, margins.top, margins.right, margins.bottom]
        guard sides.allSatisfy({ $0 >= 0 }) else { throw .outOfRange }
        guard sides.allSatisfy({ $0 <= Self.longestEditedSide }) else { throw .tooLarge(pixels: .max) }
        let size = PixelSize(
            width: picture.size.width + margins.left + margins.right,
            height: picture.size.height + margins.top + margins.bottom
        )
        try Self.check(size)
        if size == picture.size { return picture }
        return try await run { call throws(ImagingError) in
            let shape = imaging_shape(of: size, bands: picture.hasAlpha ? 4 : 3)
            let (x, y) = (Int32(margins.left), Int32(margins.top))
            return try call.picture {
                imaging_extend(picture.handle, x, y, shape, fill.kind, fill.samples, call.handle, $0)
            }
        }
    }
}

extension CanvasFill {
    fileprivate var kind: imaging_fill {
        switch self {
        case .transparent, .colour: .IMAGING_FILL_COLOUR
        case .mirror: .IMAGING_FILL_MIRROR
        case .edge: .IMAGING_FILL_EDGE
        }
    }

    fileprivate var samples: imaging_colour {
        if case .colour(let colour) = self { colour.samples } else { Colour.transparent.samples }
    }
}

extension Colour {
    var samples: imaging_colour { imaging_colour(red: red, green: green, blue: blue, alpha: alpha) }
}
