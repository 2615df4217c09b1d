import FoundationEssentials
import Kernel

/// The segments of a JPEG, scans with their pixels included, up to the end of the picture or the first that is not whole.
struct JPEGSegments: Sequence, IteratorProtocol {
    struct Segment {
        let marker: UInt8
        let content: Data
        /// With its marker and length; of a scan, with its pixels.
        let range: Range<Int>

        /// Whether pixels follow its content.
        var isScan: Bool { marker == 0xDA }
    }

    static let start: [UInt8] = [0xFF, 0xD8]
    static let end: [UInt8] = [0xFF, 0xD9]
    /// What introduces an XMP packet in a segment APP1.
    static let xmpHead = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    private static let mostSegments = 1 << 12

    private let file: Data
    /// Behind the last segment that was given out.
    private(set) var offset = start.count
    private var count = 0

    /// - Returns: nil when the file does not begin as a JPEG does.
    init?(_ file: Data) {
        guard file.starts(with: Self.start) else { return nil }
        self.file = file
    }

    mutating func next() -> Segment? {
        guard count < Self.mostSegments, let head = file.part(offset, 4).map(Array.init), head[0] == 0xFF,
            (0xC0...0xFE).contains(head[1]), !(0xD0...0xD9).contains(head[1])
        else { return nil }
        let length = Int(head[2]) << 8 | Int(head[3])
        guard length >= 2, let content = file.part(offset + 4, length - 2) else { return nil }
        let behind = offset + 2 + length
        let range = offset..<(head[1] == 0xDA ? endOfPixels(from: behind) : behind)
        (offset, count) = (range.upperBound, count + 1)
        return Segment(marker: head[1], content: content, range: range)
    }

    /// Pixels end at a marker that is neither a stuffed byte nor one that restarts them.
    private func endOfPixels(from start: Int) -> Int {
        var place = start
        while let found = file.offset(of: [0xFF], from: place), let next = file.part(found + 1, 1)?.first {
            if next != 0, !(0xD0...0xD7).contains(next), next != 0xFF { return found }
            place = found + 1
        }
        return file.count
    }
}
