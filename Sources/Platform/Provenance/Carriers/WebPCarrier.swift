import FoundationEssentials

/// WebP: one chunk `C2PA` at the end.
struct WebPCarrier: Carrier {
    private static let head = 8
    private static let mostChunks = 1 << 16

    private let file: Data
    private(set) var pieces = Pieces()
    let place: Int

    init?(_ file: Data) {
        guard file.starts(with: "RIFF".utf8), file.dropFirst(8).starts(with: "WEBP".utf8),
            let length = file.littleEndian(at: 4)
        else { return nil }
        self.file = file
        place = file.count
        let end = min(length + Self.head, file.count)
        var offset = 12
        for _ in 0..<Self.mostChunks {
            guard offset < end, let type = file.part(offset, 4),
                let length = file.littleEndian(at: offset + 4),
                let content = file.part(offset + Self.head, length)
            else { return }
            let range = offset..<offset + Self.head + length
            if type.elementsEqual("C2PA".utf8) {
                pieces.add(Pieces.Store(range: range, bytes: Array(content)))
            } else if type.elementsEqual("XMP ".utf8) {
                pieces.add(packet: content)
            }
            offset = range.upperBound + length % 2
        }
    }

    static func embedding(_ store: [UInt8]) -> Data {
        Data(Array("C2PA".utf8) + UInt32(truncatingIfNeeded: store.count).bigEndianBytes.reversed() + store)
    }

    /// The pad byte behind an odd chunk is no part of the embedding.
    func file(with embedding: Data) -> Data {
        let padding = Data(repeating: 0, count: embedding.count % 2)
        let length = place + embedding.count + padding.count - Self.head
        let head = Data("RIFF".utf8) + UInt32(truncatingIfNeeded: length).bigEndianBytes.reversed()
        return head + file.dropFirst(Self.head) + embedding + padding
    }
}
