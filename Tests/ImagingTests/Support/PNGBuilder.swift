import Foundation

/// Puts PNGs together by hand, honest or not.
enum PNGBuilder {
    static let signature = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

    /// Claims a size, and holds no pixel of it.
    static func claiming(width: UInt32, height: UInt32) -> Data {
        let header = bytes(width) + bytes(height) + Data([8, 2, 0, 0, 0])
        let pixels = Data([0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01])  // nothing, compressed
        return signature + chunk("IHDR", header) + chunk("IDAT", pixels) + chunk("IEND", Data())
    }

    /// A small picture whose rows, each after its filter byte, are not compressed.
    static func stored(side: UInt32, bits: UInt8, colourType: UInt8, rows: Data) -> Data {
        let header = bytes(side) + bytes(side) + Data([bits, colourType, 0, 0, 0])
        let length = UInt16(rows.count)
        let block = Data([
            1, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8),
        ])
        let stream = Data([0x78, 0x01]) + block + rows + bytes(adler(rows))
        return signature + chunk("IHDR", header) + chunk("IDAT", stream) + chunk("IEND", Data())
    }

    static func chunk(_ type: String, _ content: Data) -> Data {
        let checked = Data(type.utf8) + content
        return bytes(UInt32(content.count)) + checked + bytes(checksum(checked))
    }

    private static func bytes(_ number: UInt32) -> Data {
        Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }

    private static func adler(_ bytes: Data) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    private static func checksum(_ bytes: Data) -> UInt32 {
        var sum = UInt32.max
        for bit in bytes.lazy.flatMap({ byte in (0..<8).map { byte >> $0 & 1 } }) {
            sum = (sum ^ UInt32(bit)) & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
        }
        return ~sum
    }
}
