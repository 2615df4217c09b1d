import FoundationEssentials

/// A PNG as our encoder writes it.
struct PNGFile {
    private let bytes: Data

    init(_ bytes: Data) {
        self.bytes = bytes
    }

    /// The signature and the first chunk, `IHDR`.
    private static let headLength = 8 + 25

    /// The same picture with the XMP packet, unless that is empty.
    func finished(with packet: Data) -> Data {
        guard !packet.isEmpty else { return bytes }
        var result = Data(capacity: bytes.count + packet.count + 64)
        result.append(bytes.prefix(Self.headLength))
        result.append(Self.chunk("iTXt", Self.textHead + packet))
        result.append(bytes.dropFirst(Self.headLength))
        return result
    }

    /// Keyword, then: not compressed, no language, no translated keyword.
    private static let textHead = Data("XML:com.adobe.xmp".utf8) + Data([0, 0, 0, 0, 0])

    private static func chunk(_ type: String, _ content: Data) -> Data {
        let checked = Data(type.utf8) + content
        return Data(bigEndian: UInt32(content.count)) + checked + Data(bigEndian: CRC32.of(checked))
    }
}

extension Data {
    init(bigEndian number: UInt32) {
        self = Swift.withUnsafeBytes(of: number.bigEndian) { Data($0) }
    }
}
