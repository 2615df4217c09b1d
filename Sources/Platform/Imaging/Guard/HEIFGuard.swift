import FoundationEssentials

/// Asks the coded pictures inside an AVIF or HEIC how large they are, before they are decoded.
///
/// The size in the file's header is only a claim, and the decoder checks it last: 3 kB that say 64 x 64 may hold a
/// frame of 16,000 x 16,000, which costs it eight seconds and 1.7 GB.
struct HEIFGuard {
    private let file: HEIFFile
    private let mostPixels: Int

    init(_ bytes: Data, limits: DecodeLimits) throws(ImagingError) {
        self.file = try HEIFFile([UInt8](bytes))
        // Streams and tiles may overshoot the picture that is cut out of them.
        self.mostPixels = limits.maxPixels + limits.maxPixels / 4 + (1 << 20)
    }

    /// - Throws: `ImagingError.tooLarge` for more than the limits allow, `unsupportedFormat` for pictures put together
    ///   in other ways than from tiles, `damaged` for what cannot be understood.
    func check() throws(ImagingError) {
        let frames = try largestFrames()
        for pixels in frames.values {
            try check(pixels: pixels)
        }
        for grid in file.items where grid.type == "grid" {
            try check(grid, frames)
        }
    }

    /// The pixels of the largest frame of each coded item, wherever it is announced.
    private func largestFrames() throws(ImagingError) -> [Int: Int] {
        let inProperties = try file.properties.map(Self.largestFrame(in:))
        var frames: [Int: Int] = [:]
        for item in file.items {
            guard let inStream = try Self.largestFrame(in: item) else { continue }
            let properties = (file.associations[item.id] ?? []).filter(inProperties.indices.contains)
            frames[item.id] = properties.reduce(inStream) { max($0, inProperties[$1]) }
        }
        return frames
    }

    private func check(pixels: Int) throws(ImagingError) {
        guard pixels <= mostPixels else { throw .tooLarge(pixels: pixels) }
    }

    /// A picture of tiles: neither its canvas nor all of its tiles together may be too large.
    private func check(_ grid: HEIFFile.Item, _ frames: [Int: Int]) throws(ImagingError) {
        var reader = ByteReader(grid.data)
        _ = try reader.take(1)
        let sideLength = try reader.number(bytes: 1) & 1 == 0 ? 2 : 4
        _ = try reader.take(2)
        let width = try reader.number(bytes: sideLength)
        let height = try reader.number(bytes: sideLength)
        let (canvas, overflow) = width.multipliedReportingOverflow(by: height)
        try check(pixels: overflow ? .max : canvas)
        // A file may name one large tile thousands of times, or a grid as a tile of itself.
        let tiles = file.parts[grid.id] ?? []
        guard tiles.allSatisfy(frames.keys.contains) else { throw .unsupportedFormat }
        try check(pixels: tiles.reduce(0) { $0 + (frames[$1] ?? 0) })
    }

    private static func largestFrame(in property: HEIFBox) throws(ImagingError) -> Int {
        switch property.type {
        case "av1C": try AV1Stream(bytes: property.content.dropFirst(4)).largestFrame()
        case "hvcC": try HEVCStream(configuration: property.content).largestFrame()
        default: 0
        }
    }

    private static func largestFrame(in item: HEIFFile.Item) throws(ImagingError) -> Int? {
        switch item.type {
        case "av01": try AV1Stream(bytes: item.data).largestFrame()
        case "hvc1": try HEVCStream(lengthPrefixed: item.data).largestFrame()
        case "iovl", "iden": throw .unsupportedFormat
        default: nil
        }
    }
}
