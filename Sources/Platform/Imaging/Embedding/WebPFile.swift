import FoundationEssentials
import Kernel

/// A WebP as our encoder writes it: with an EXIF block that it adds even when told not to.
struct WebPFile {
    private let bytes: Data
    private let size: PixelSize

    init(_ bytes: Data, size: PixelSize) {
        self.bytes = bytes
        self.size = size
    }

    /// The same picture with the XMP packet, unless that is empty, and nothing else beside its pixels.
    func finished(with packet: Data) -> Data {
        let frame = chunks.filter { ["ALPH", "VP8 ", "VP8L"].contains($0.type) }
        let hasAlpha = frame.contains { $0.type == "ALPH" }
        var result = Data("WEBP".utf8)
        if hasAlpha || !packet.isEmpty {
            result.append(
                Chunk(type: "VP8X", content: header(hasAlpha: hasAlpha, hasPacket: !packet.isEmpty)).bytes
            )
        }
        for chunk in frame {
            result.append(chunk.bytes)
        }
        if !packet.isEmpty {
            result.append(Chunk(type: "XMP ", content: packet).bytes)
        }
        return Chunk(type: "RIFF", content: result).bytes
    }

    /// Flags, three reserved bytes, and the canvas: each side less one in 24 bits.
    private func header(hasAlpha: Bool, hasPacket: Bool) -> Data {
        let flags: UInt8 = (hasAlpha ? 0x10 : 0) | (hasPacket ? 0x04 : 0)
        let width = Data(littleEndian: UInt32(size.width - 1)).prefix(3)
        let height = Data(littleEndian: UInt32(size.height - 1)).prefix(3)
        return Data([flags, 0, 0, 0]) + width + height
    }

    private var chunks: [Chunk] {
        var found: [Chunk] = []
        var rest = bytes.dropFirst(12)  // RIFF, a length, WEBP
        while let chunk = Chunk(startOf: rest) {
            found.append(chunk)
            rest = rest.dropFirst(chunk.bytes.count)
        }
        return found
    }
}

/// A piece of a RIFF file: its type, its length and its content, padded to an even number of bytes.
private struct Chunk {
    let type: String
    let content: Data

    var bytes: Data {
        let padding = Data(repeating: 0, count: content.count % 2)
        return Data(type.utf8) + Data(littleEndian: UInt32(content.count)) + content + padding
    }
}

extension Chunk {
    init?(startOf bytes: Data) {
        let head = bytes.prefix(8)
        guard head.count == 8 else { return nil }
        let length = head.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        self.type = String(decoding: head.prefix(4), as: UTF8.self)
        self.content = bytes.dropFirst(8).prefix(length)
    }
}

extension Data {
    fileprivate init(littleEndian number: UInt32) {
        self = Swift.withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }
}
