package import FoundationEssentials
import Imaging

/// Whether a file holds a picture and, beside its pixels, at most marks as we write them, whoever signed them.
///
/// Asked of files from elsewhere before they are kept byte for byte: anything else in them could tell a place, a camera or a
/// person. PNG and JPEG can be plain; other formats never are.
package struct PlainFile {
    private let file: Data

    package init(_ file: Data) {
        self.file = file
    }

    package var isPlain: Bool {
        switch try? ImageFormat(recognising: file) {
        case .png: isPlainPNG
        case .jpeg: isPlainJPEG
        default: false
        }
    }

    /// The chunks that a picture needs (PNG, third edition, sections 11.2 and 11.3.2).
    private static let pixelChunks: Set = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM"]

    private var isPlainPNG: Bool {
        guard let chunks = PNGChunks(file) else { return false }
        for chunk in chunks {
            switch chunk.type {
            case "iTXt": guard isMark(chunk.content, behind: PNGChunks.xmpHead) else { return false }
            case "caBX": guard isCredential(chunk.content, at: chunk.range) else { return false }
            case "IEND": return chunk.range.upperBound == file.count
            case let type: guard Self.pixelChunks.contains(type) else { return false }
            }
        }
        return false
    }

    /// Frames, tables and scans (ITU-T T.81, table B.1), and a first segment APP0 that holds no thumbnail.
    private var isPlainJPEG: Bool {
        guard var segments = JPEGSegments(file) else { return false }
        let stores = JPEGCarrier(file)?.pieces.stores ?? []
        guard stores.allSatisfy({ isCredential(Data($0.bytes), at: $0.range) }) else { return false }
        while let segment = segments.next() {
            switch segment.marker {
            case 0xC0...0xCF, 0xDA, 0xDB, 0xDD: continue
            case 0xE0: guard segment.content.count == Self.plainHead else { return false }
            case 0xE1: guard isMark(segment.content, behind: JPEGSegments.xmpHead) else { return false }
            case 0xEB:
                guard stores.contains(where: { $0.range.overlaps(segment.range) }) else { return false }
            default: return false
            }
        }
        return file.dropFirst(segments.offset).elementsEqual(JPEGSegments.end)
    }

    /// In bytes, of APP0 without a thumbnail.
    private static let plainHead = 14

    /// Our packet and nothing else: it has room for no more than a term.
    private func isMark(_ content: Data, behind head: [UInt8]) -> Bool {
        guard content.starts(with: head), let term = XMPPacket.source(in: content) else { return false }
        return content.dropFirst(head.count).elementsEqual(XMPPacket.packet(for: term))
    }

    private func isCredential(_ store: Data, at range: Range<Int>) -> Bool {
        let manifest = try? FoundManifest(readingStore: Array(store))
        return manifest?.isAsWeWrite(over: DataHash(of: file, without: range)) ?? false
    }
}
