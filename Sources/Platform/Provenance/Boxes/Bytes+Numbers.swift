extension FixedWidthInteger {
    var bigEndianBytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> $0) }
    }
}

extension UInt8 {
    /// Two digits.
    var hexadecimal: String { String(self >> 4, radix: 16) + String(self & 0x0F, radix: 16) }
}

extension Collection<UInt8> {
    /// The number in the four bytes `offset` behind the beginning; nil when they are not all there.
    func bigEndian(at offset: Int) -> Int? {
        let bytes = dropFirst(offset).prefix(4)
        return bytes.count == 4 ? bytes.reduce(0) { $0 << 8 | Int($1) } : nil
    }

    /// The same with the lowest byte first.
    func littleEndian(at offset: Int) -> Int? {
        let bytes = dropFirst(offset).prefix(4)
        return bytes.count == 4 ? bytes.reversed().reduce(0) { $0 << 8 | Int($1) } : nil
    }
}
