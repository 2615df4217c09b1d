/// The checksum of PNG chunks.
package enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { (byte: UInt32) -> UInt32 in
        (0..<8).reduce(byte) { value, _ in
            value & 1 == 0 ? value >> 1 : (value >> 1) ^ 0xEDB8_8320
        }
    }

    package static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum = (sum >> 8) ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
        }
        return ~sum
    }
}
