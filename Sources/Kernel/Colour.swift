/// An sRGB colour: `#rrggbb`, or `#rrggbbaa` where it is not opaque.
package struct Colour: Hashable, Sendable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8
    package let alpha: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Reads six or eight hexadecimal digits after `#`; nothing else.
    package init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 7 || digits.count == 9, digits[0] == UInt8(ascii: "#") else { return nil }
        let values = digits.dropFirst().compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard values.count == digits.count - 1 else { return nil }
        let parts = stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] * 16 + values[$0 + 1]) }
        self.init(red: parts[0], green: parts[1], blue: parts[2], alpha: parts.count == 4 ? parts[3] : 255)
    }

    package var isOpaque: Bool { alpha == 255 }

    /// The colour alone, as SVG and CSS write it.
    package var opaqueText: String {
        "#" + [red, green, blue].map(\.hexadecimal).joined()
    }

    package var text: String {
        isOpaque ? opaqueText : opaqueText + alpha.hexadecimal
    }

    package static let transparent = Colour(red: 0, green: 0, blue: 0, alpha: 0)
    package static let white = Colour(red: 255, green: 255, blue: 255)
    package static let black = Colour(red: 0, green: 0, blue: 0)
}

extension Colour: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let colour = Colour(text) else {
            throw Problem(.colourMalformed, field: StrictObject.field(decoder.codingPath))
        }
        self = colour
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension UInt8 {
    fileprivate var hexadecimal: String {
        let digits = String(self, radix: 16)
        return self < 16 ? "0" + digits : digits
    }
}
