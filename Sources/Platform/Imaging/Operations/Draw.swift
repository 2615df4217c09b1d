import CDrawing
import CImaging
package import Kernel

extension Imaging {
    /// The longest side of a drawing.
    package static let longestDrawnSide = 32_767

    /// The most pixels of a drawing.
    package static let mostDrawnPixels = 100_000_000

    /// Draws an SVG of our own making over the whole of the size; opaque if it leaves nothing transparent.
    ///
    /// Nothing outside the text is loaded. Cancelling takes effect before and after the drawing, not in its middle.
    /// Whole-element `opacity`, masks and filters cost a pass over all pixels each; `fill-opacity` costs nothing.
    /// - Throws: `ImagingError.notAnImage` if the text is not SVG.
    package func draw(svg: String, size: PixelSize) async throws(ImagingError) -> Picture {
        let sides = 1...Self.longestDrawnSide
        guard sides.contains(size.width), sides.contains(size.height), size.pixels <= Self.mostDrawnPixels
        else {
            throw .tooLarge(pixels: size.pixels)
        }
        return try await run { [log] call throws(ImagingError) in
            try call.draw(svg, size: size, log: log)
        }
    }
}

extension Call {
    fileprivate func draw(
        _ svg: String,
        size: PixelSize,
        log: (String) -> Void
    ) throws(ImagingError) -> Picture {
        try checkNotStopped()
        var pixels = drawing_pixels()
        var reason: UnsafeMutablePointer<CChar>?
        defer { drawing_free(reason) }
        let status = svg.utf8CString.withUnsafeBufferPointer { text -> drawing_status in
            guard let start = text.baseAddress else { return .DRAWING_UNREADABLE }
            let length = text.count - 1  // without the NUL
            return drawing_render(start, length, Int32(size.width), Int32(size.height), &pixels, &reason)
        }
        if let reason {
            log(String(cString: reason))
        }
        try status.check()
        guard let data = pixels.data else { throw .failed }
        let picture = try adopt(data, size: size, bands: Int(pixels.bands))
        try checkNotStopped()
        return picture
    }
}

extension drawing_status {
    fileprivate func check() throws(ImagingError) {
        switch self {
        case .DRAWING_OK: return
        case .DRAWING_UNREADABLE: throw .notAnImage
        case .DRAWING_FAILED: throw .failed
        }
    }
}
