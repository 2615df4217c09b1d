import CImaging
package import Kernel

extension Imaging {
    /// Shrinks a picture until it fits into the box, keeping its aspect; one that fits stays as it is.
    package func resize(_ picture: Picture, toFit box: PixelSize) async throws(ImagingError) -> Picture {
        try await run { call throws(ImagingError) in
            try call.shrink(picture, to: picture.size.shrunk(toFit: box))
        }
    }

    /// Shrinks a picture to a width, keeping its aspect; a narrower one stays as it is.
    package func resize(_ picture: Picture, width: Int) async throws(ImagingError) -> Picture {
        try await run { call throws(ImagingError) in
            try call.shrink(picture, to: picture.size.shrunk(toWidth: width))
        }
    }
}

extension Call {
    func shrink(_ picture: Picture, to size: PixelSize) throws(ImagingError) -> Picture {
        if picture.size == size { return picture }
        let (width, height) = (Int32(clamping: size.width), Int32(clamping: size.height))
        return try self.picture { imaging_shrink(picture.handle, width, height, handle, $0) }
    }
}

extension PixelSize {
    /// The largest size of this aspect that fits into the box, at least one pixel and never larger than this.
    func shrunk(toFit box: PixelSize) -> PixelSize {
        let byHeight = shrunk(toWidth: box.width)
        guard byHeight.height > max(1, box.height) else { return byHeight }
        let scale = Double(max(1, box.height)) / Double(height)
        return PixelSize(width: max(1, Int((Double(width) * scale).rounded())), height: max(1, box.height))
    }

    func shrunk(toWidth target: Int) -> PixelSize {
        guard target < width else { return self }
        let scale = Double(max(1, target)) / Double(width)
        return PixelSize(width: max(1, target), height: max(1, Int((Double(height) * scale).rounded())))
    }
}
