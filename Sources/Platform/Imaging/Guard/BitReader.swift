/// Reads bits from front to back, the highest of each byte first.
struct BitReader {
    private let bytes: ArraySlice<UInt8>
    private var position = 0

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// - Throws: `ImagingError.damaged` at the end.
    mutating func flag() throws(ImagingError) -> Bool {
        guard position < bytes.count * 8 else { throw .damaged }
        defer { position += 1 }
        return bytes[bytes.startIndex + position / 8] >> (7 - position % 8) & 1 == 1
    }

    /// A number of at most 32 bits.
    mutating func number(bits count: Int) throws(ImagingError) -> Int {
        var number = 0
        for _ in 0..<count {
            number = try number << 1 | (flag() ? 1 : 0)
        }
        return number
    }

    /// A number as many zeros, a one, and as many bits again: Exp-Golomb `ue(v)`, AV1's `uvlc()`.
    mutating func exponentialNumber() throws(ImagingError) -> Int {
        var length = 0
        while try !flag() {
            length += 1
            guard length < 31 else { throw .damaged }
        }
        return try number(bits: length) + (1 << length) - 1
    }

    mutating func skip(bits count: Int) {
        position += count
    }
}
