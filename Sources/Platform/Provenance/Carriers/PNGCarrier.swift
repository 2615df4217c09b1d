import FoundationEssentials
import Imaging

/// PNG: one chunk `caBX`, which we put right behind `IHDR`.
struct PNGCarrier: Carrier {
    private let file: Data
    private(set) var pieces = Pieces()
    let place: Int

    init?(_ file: Data) {
        guard var chunks = PNGChunks(file), let head = chunks.next(), head.type == "IHDR" else { return nil }
        self.file = file
        place = head.range.upperBound
        while let chunk = chunks.next(), chunk.type != "IEND" {
            if chunk.type == "caBX" {
                pieces.add(Pieces.Store(range: chunk.range, bytes: Array(chunk.content)))
            } else if chunk.type == "iTXt", chunk.content.starts(with: PNGChunks.xmpHead) {
                pieces.add(packet: chunk.content.dropFirst(PNGChunks.xmpHead.count))
            }
        }
    }

    static func embedding(_ store: [UInt8]) -> Data {
        let checked = Array("caBX".utf8) + store
        return Data(
            UInt32(truncatingIfNeeded: store.count).bigEndianBytes + checked
                + CRC32.of(checked).bigEndianBytes
        )
    }

    func file(with embedding: Data) -> Data {
        file.prefix(place) + embedding + file.dropFirst(place)
    }
}
