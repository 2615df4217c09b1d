/// Decimal numbers without exponents, as our drawings write them.
enum PlainNumber {
    /// Larger magnitudes are refused: no drawing of ours reaches so far.
    static let largest = 100_000.0

    /// Takes a number off the front; nil when there is none or it is out of bounds.
    static func read(from bytes: inout ArraySlice<UInt8>) -> Double? {
        var isNegative = false
        if bytes.first == UInt8(ascii: "-") {
            isNegative = true
            bytes.removeFirst()
        }
        var value = 0.0
        var digits = 0
        while let digit = digit(at: bytes.first) {
            value = value * 10 + digit
            digits += 1
            bytes.removeFirst()
        }
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            var place = 0.1
            while let digit = digit(at: bytes.first) {
                value += digit * place
                place /= 10
                digits += 1
                bytes.removeFirst()
            }
        }
        guard digits > 0, value <= largest else { return nil }
        return isNegative ? -value : value
    }

    /// The whole of `text` as one number.
    static func read(_ text: some StringProtocol) -> Double? {
        var bytes = ArraySlice(text.utf8)
        guard let value = read(from: &bytes), bytes.isEmpty else { return nil }
        return value
    }

    /// Numbers separated by spaces or commas; nil when anything else is among them.
    static func list(_ text: some StringProtocol) -> [Double]? {
        let parts = text.split { $0 == " " || $0 == "," || $0 == "\n" }
        let numbers = parts.compactMap { read($0) }
        return numbers.count == parts.count ? numbers : nil
    }

    private static func digit(at byte: UInt8?) -> Double? {
        guard let byte, (0x30...0x39).contains(byte) else { return nil }
        return Double(byte - 0x30)
    }
}
