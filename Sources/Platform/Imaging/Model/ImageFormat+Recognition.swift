package import FoundationEssentials

extension ImageFormat {
    /// Recognises a picture by its first bytes; what follows them may still be anything.
    ///
    /// - Throws: `ImagingError.unsupportedFormat` for other well-known kinds of picture, else `notAnImage`.
    package init(recognising bytes: Data) throws(ImagingError) {
        let start = [UInt8](bytes.prefix(64))
        if let format = Self.magic.first(where: { start.starts(with: $0.bytes) })?.format {
            self = format
        } else if start.starts(with: "RIFF".utf8), start.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else if let format = Self(brandsOf: start) {
            self = format
        } else {
            throw Self.isOtherPicture(start) ? .unsupportedFormat : .notAnImage
        }
    }

    private static let magic: [(bytes: [UInt8], format: ImageFormat)] = [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
        ([0xFF, 0xD8, 0xFF], .jpeg),
        (Array("GIF87a".utf8), .gif),
        (Array("GIF89a".utf8), .gif),
        ([0x49, 0x49, 0x2A, 0x00], .tiff),
        ([0x4D, 0x4D, 0x00, 0x2A], .tiff),
    ]

    /// Reads the box `ftyp`: the main brand, or for the general brands the first compatible one that says more.
    private init?(brandsOf start: [UInt8]) {
        guard start.dropFirst(4).starts(with: "ftyp".utf8) else { return nil }
        let length = min(start.count, start.prefix(4).reduce(0) { $0 << 8 | Int($1) })
        let offsets = [8] + Array(stride(from: 16, through: length - 4, by: 4))
        let brands = offsets.map { String(decoding: start.dropFirst($0).prefix(4), as: UTF8.self) }
        guard let format = brands.lazy.compactMap(Self.init(brand:)).first else { return nil }
        self = format
    }

    private init?(brand: String) {
        switch brand {
        case "avif", "avis": self = .avif
        case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs": self = .heic
        default: return nil
        }
    }

    private static func isOtherPicture(_ start: [UInt8]) -> Bool {
        otherMagic.contains { start.starts(with: $0) } || isDrawing(start)
    }

    /// BMP, icons, Photoshop, JPEG XL (bare and boxed), JPEG 2000 (bare and boxed), BigTIFF, PDF, OpenEXR, Radiance.
    private static let otherMagic: [[UInt8]] = [
        Array("BM".utf8), [0x00, 0x00, 0x01, 0x00], Array("8BPS".utf8),
        [0xFF, 0x0A], [0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20],
        [0xFF, 0x4F, 0xFF, 0x51], [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20],
        [0x49, 0x49, 0x2B, 0x00], [0x4D, 0x4D, 0x00, 0x2B],
        Array("%PDF-".utf8), [0x76, 0x2F, 0x31, 0x01], Array("#?RADIANCE".utf8),
    ]

    /// SVG, perhaps after a byte order mark and white space, or packed as gzip.
    private static func isDrawing(_ start: [UInt8]) -> Bool {
        if start.starts(with: [0x1F, 0x8B]) { return true }
        let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        let content = String(decoding: text.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }, as: UTF8.self)
        return ["<svg", "<?xml", "<!DOCTYPE svg", "<!--"].contains { content.hasPrefix($0) }
    }
}
