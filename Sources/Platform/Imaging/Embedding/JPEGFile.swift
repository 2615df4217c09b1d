import FoundationEssentials

/// A JPEG as our encoder writes it: without any application segment.
struct JPEGFile {
    private let bytes: Data

    init(_ bytes: Data) {
        self.bytes = bytes
    }

    /// The same picture with the customary first segment and the XMP packet, unless that is empty.
    func finished(with packet: Data) -> Data {
        var result = Data(capacity: bytes.count + packet.count + 64)
        result.append(bytes.prefix(2))
        result.append(Self.segment(0xE0, Self.interchangeFormat))
        if !packet.isEmpty {
            result.append(Self.segment(0xE1, Data("http://ns.adobe.com/xap/1.0/\0".utf8) + packet))
        }
        result.append(bytes.dropFirst(2))
        return result
    }

    /// JFIF 1.01, square pixels of no stated size, no thumbnail.
    private static let interchangeFormat = Data("JFIF\0".utf8) + Data([1, 1, 0, 0, 1, 0, 1, 0, 0])

    private static func segment(_ marker: UInt8, _ content: Data) -> Data {
        let length = content.count + 2
        return Data([0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)]) + content
    }
}
