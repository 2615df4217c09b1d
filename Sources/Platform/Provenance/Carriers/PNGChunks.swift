import FoundationEssentials

/// The chunks of a PNG, up to the first that is not whole.
struct PNGChunks: Sequence, IteratorProtocol {
    struct Chunk {
        let type: String
        let content: Data
        /// With its length, type and checksum.
        let range: Range<Int>
    }

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// What introduces an XMP packet in a chunk `iTXt`: not compressed, no language.
    static let xmpHead = Array("XML:com.adobe.xmp".utf8) + [0, 0, 0, 0, 0]
    /// A chunk's length, type and checksum.
    private static let frame = 12
    private static let mostChunks = 1 << 20

    private let file: Data
    private var offset = signature.count
    private var count = 0

    /// - Returns: nil when the file does not begin as a PNG does.
    init?(_ file: Data) {
        guard file.starts(with: Self.signature) else { return nil }
        self.file = file
    }

    mutating func next() -> Chunk? {
        guard count < Self.mostChunks, let length = file.bigEndian(at: offset),
            let type = file.part(offset + 4, 4), let content = file.part(offset + 8, length),
            file.part(offset, length + Self.frame) != nil
        else { return nil }
        let range = offset..<offset + length + Self.frame
        (offset, count) = (range.upperBound, count + 1)
        return Chunk(type: String(decoding: type, as: UTF8.self), content: content, range: range)
    }
}
