import CImaging
import FoundationEssentials
import Kernel

/// Bytes that begin like a picture we accept.
struct Candidate: Sendable {
    let bytes: Data
    let format: ImageFormat

    init(_ bytes: Data) throws(ImagingError) {
        self.bytes = bytes
        self.format = try ImageFormat(recognising: bytes)
    }

    func facts(_ call: Call) throws(ImagingError) -> ImageFacts {
        var facts = imaging_facts()
        try read { start, count in
            imaging_probe(start, count, format.loader, call.handle, &facts)
        }.check()
        return ImageFacts(
            format: format,
            size: PixelSize(width: Int(facts.width), height: Int(facts.height)),
            pages: Int(facts.pages),
            hasAlpha: facts.has_alpha,
            orientation: Int(facts.orientation)
        )
    }

    /// Must come before anything that reads pixels.
    func check(_ limits: DecodeLimits, _ call: Call) throws(ImagingError) {
        try limits.check(facts(call))
        if format == .avif || format == .heic {
            try HEIFGuard(bytes, limits: limits).check()
        }
    }

    func decode(_ call: Call) throws(ImagingError) -> Picture {
        try call.picture { picture in
            read { start, count in imaging_decode(start, count, format.loader, call.handle, picture) }
        }
    }

    func thumbnail(width: Int, _ call: Call) throws(ImagingError) -> Picture {
        try call.picture { picture in
            read { start, count in
                imaging_thumbnail(start, count, format.loader, Int32(clamping: width), call.handle, picture)
            }
        }
    }

    private func read(_ body: (UnsafeRawPointer, Int) -> imaging_status) -> imaging_status {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return .IMAGING_DAMAGED }
            return body(start, buffer.count)
        }
    }
}

extension ImageFormat {
    fileprivate var loader: imaging_format {
        switch self {
        case .png: .IMAGING_PNG
        case .jpeg: .IMAGING_JPEG
        case .webp: .IMAGING_WEBP
        case .avif, .heic: .IMAGING_HEIF
        case .gif: .IMAGING_GIF
        case .tiff: .IMAGING_TIFF
        }
    }
}
