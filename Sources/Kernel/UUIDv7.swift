package import FoundationEssentials

/// 128 bits whose order is the order of their making (RFC 9562, section 5.7).
package struct UUIDv7: Hashable, Comparable, Sendable {
    /// The first 64 bits: 48 of milliseconds, the version, 12 of counter.
    package let high: UInt64
    /// The last 64 bits: the variant and 62 of chance.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(at moment: Timestamp, counter: UInt16, chance: UInt64) {
        high = UInt64(clamping: moment.milliseconds) << 16 | 0x7000 | UInt64(counter & 0x0FFF)
        low = 0x8000_0000_0000_0000 | chance & 0x3FFF_FFFF_FFFF_FFFF
    }

    package static func < (left: UUIDv7, right: UUIDv7) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// When it was made, to the millisecond.
    package var moment: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }

    /// The same chance a millisecond later.
    var successor: UUIDv7 { UUIDv7(at: moment + .milliseconds(1), counter: 0, chance: low) }
}

extension UUIDv7 {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let length = 26

    /// 26 characters of Crockford's base 32, whose order is that of the bits.
    package var text: String {
        var characters = [UInt8](repeating: 0, count: Self.length)
        var (high, low) = (high, low)
        for place in characters.indices.reversed() {
            characters[place] = Self.digits[Int(low & 31)]
            low = low >> 5 | high << 59
            high >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Reads what `text` wrote; letters in either case, nothing else of Crockford's leniency, so that one id has one spelling.
    package init?(text: some StringProtocol) {
        guard text.utf8.count == Self.length else { return nil }
        var (high, low) = (UInt64(0), UInt64(0))
        for character in text.utf8 {
            guard let digit = Self.digits.firstIndex(of: Self.upperCase(character)), high >> 59 == 0 else {
                return nil
            }
            high = high << 5 | low >> 59
            low = low << 5 | UInt64(digit)
        }
        self.init(high: high, low: low)
    }

    /// Of ASCII alone: elsewhere a letter and its capital differ in length.
    private static func upperCase(_ character: UInt8) -> UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character) ? character - 32 : character
    }
}

extension UUIDv7 {
    /// 16 bytes in network order (RFC 9562, section 4).
    package var bytes: Data {
        Data((0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * $0)) })
            + Data((0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * $0)) })
    }

    package init?(bytes: Data) {
        guard bytes.count == 16 else { return nil }
        let halves = bytes.reduce(into: (high: UInt64(0), low: UInt64(0))) { halves, byte in
            halves = (halves.high << 8 | halves.low >> 56, halves.low << 8 | UInt64(byte))
        }
        self.init(high: halves.high, low: halves.low)
    }
}
