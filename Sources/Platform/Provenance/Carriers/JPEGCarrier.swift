import FoundationEssentials

/// JPEG: segments APP11, which we put behind APP0 and APP1; each after the first repeats the store's own head.
struct JPEGCarrier: Carrier {
    /// The length, `JP`, the instance and the number of the segment.
    private static let head = 10
    /// In bytes, of the store in one segment.
    private static let longestPart = 65_535 - head

    private let file: Data
    private(set) var pieces = Pieces()
    private(set) var place = 2

    init?(_ file: Data) {
        guard let segments = JPEGSegments(file) else { return nil }
        self.file = file
        var parts = Parts()
        // Marks stand before the pixels.
        for segment in segments {
            if segment.isScan { break }
            if segment.marker == 0xEB, segment.content.starts(with: "JP".utf8) {
                parts.add(segment)
            } else {
                parts.finish(&pieces)
                if segment.marker == 0xE1, segment.content.starts(with: JPEGSegments.xmpHead) {
                    pieces.add(packet: segment.content.dropFirst(JPEGSegments.xmpHead.count))
                }
            }
            let isHead = [0xE0, 0xE1].contains(segment.marker)
            if isHead, place == segment.range.lowerBound { place = segment.range.upperBound }
        }
        parts.finish(&pieces)
    }

    static func embedding(_ store: [UInt8]) -> Data {
        let head = store.prefix(Box.headLength)
        var rest = store.dropFirst(Box.headLength)
        var bytes = Data()
        var number: UInt32 = 1
        repeat {
            let part = rest.prefix(longestPart - Box.headLength)
            rest = rest.dropFirst(part.count)
            let content = head + part
            bytes += [0xFF, 0xEB] + UInt16(truncatingIfNeeded: content.count + Self.head).bigEndianBytes
            bytes += Array("JP".utf8) + UInt16(1).bigEndianBytes + number.bigEndianBytes
            bytes += content
            number += 1
        } while !rest.isEmpty
        return bytes
    }

    func file(with embedding: Data) -> Data {
        file.prefix(place) + embedding + file.dropFirst(place)
    }
}

/// Segments APP11 that stand one behind the other.
private struct Parts {
    private var start: Int?
    private var end = 0
    private var store: [UInt8] = []

    mutating func add(_ segment: JPEGSegments.Segment) {
        let content = segment.content.dropFirst(8)  // JP, instance, number
        if start == nil {
            start = segment.range.lowerBound
            store += content
        } else if store.count <= SuperBox.longestStore {
            store += content.dropFirst(Box.headLength)
        }
        end = segment.range.upperBound
    }

    mutating func finish(_ pieces: inout Pieces) {
        guard let start else { return }
        pieces.add(Pieces.Store(range: start..<end, bytes: store))
        self = Parts()
    }
}
