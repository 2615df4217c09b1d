package import FoundationEssentials

/// The checksum of PNG chunks (PNG, annex D).
package enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { (byte: UInt32) -> UInt32 in
        (0..<8).reduce(byte) { value, _ in
            value & 1 == 0 ? value >> 1 : (value >> 1) ^ 0xEDB8_8320
        }
    }

    package static func of(_ bytes: some ContiguousBytes) -> UInt32 {
        bytes.withUnsafeBytes { bytes in
            ~bytes.reduce(UInt32.max) { sum, byte in
                (sum >> 8) ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
            }
        }
    }
}
