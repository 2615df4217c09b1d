package import Kernel

/// What a cookie or a link carries to be known again: 256 random bits.
///
/// Only a keyed hash of it is stored.
package struct Token: Sendable {
    static let length = 32

    package let secret: Secret
    let bytes: [UInt8]

    init(_ randomness: Randomness) {
        bytes = randomness.bytes(Self.length)
        secret = Secret(bytes.map { Self.hexadecimal($0) }.joined())
    }

    /// Reads what was carried: 64 lower-case hexadecimal digits.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length * 2 else { return nil }
        let digits = Array(text.utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            Self.nibble(digits[place]).flatMap { high in
                Self.nibble(digits[place + 1]).map { high << 4 | $0 }
            }
        }
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
        secret = Secret(String(text))
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return byte < 16 ? "0" + text : text
    }
}

extension Token: CustomStringConvertible, CustomReflectable {
    /// A secret in both its forms.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
