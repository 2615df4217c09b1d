import FoundationEssentials

/// A PNG as our encoder writes it.
struct PNGFile {
    private let bytes: Data

    init(_ bytes: Data) {
        self.bytes = bytes
    }

    /// The signature and the first chunk, `IHDR`.
    private static let headLength = 8 + 25

    /// The same picture with the XMP packet, unless that is empty, and without the resolution that nobody measured.
    func finished(with packet: Data) -> Data {
        var result = Data(capacity: bytes.count + packet.count + 64)
        result.append(bytes.prefix(Self.headLength))
        if !packet.isEmpty {
            result.append(Self.chunk("iTXt", Self.textHead + packet))
        }
        var rest = bytes.dropFirst(Self.headLength)
        if rest.dropFirst(4).starts(with: "pHYs".utf8) {
            rest = rest.dropFirst(21)
        }
        result.append(rest)
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
