import Foundation

/// A colour of a drawing, mixed where mixing looks even (Oklab: Björn Ottosson, 2020).
struct SketchColour: Hashable, Sendable {
    /// From 0 to 1, gamma-encoded sRGB.
    var red: Double
    var green: Double
    var blue: Double

    init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rrggbb`; nothing else.
    init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 7, digits[0] == UInt8(ascii: "#") else { return nil }
        let values = digits.dropFirst().compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard values.count == 6 else { return nil }
        func part(_ place: Int) -> Double { Double(values[place] * 16 + values[place + 1]) / 255 }
        self.init(red: part(0), green: part(2), blue: part(4))
    }

    /// Of 255.
    var bytes: (red: UInt8, green: UInt8, blue: UInt8) {
        func byte(_ part: Double) -> UInt8 { UInt8((min(max(part, 0), 1) * 255).rounded()) }
        return (byte(red), byte(green), byte(blue))
    }

    var text: String {
        let (red, green, blue) = bytes
        return "#"
            + [red, green, blue].map { part in
                let digits = String(part, radix: 16)
                return part < 16 ? "0" + digits : digits
            }.joined()
    }

    static let black = SketchColour(red: 0, green: 0, blue: 0)
    static let white = SketchColour(red: 1, green: 1, blue: 1)
}

extension SketchColour {
    /// Lightness from 0 to 1, and the two axes of colour.
    struct Lab: Hashable, Sendable {
        var lightness: Double
        var a: Double
        var b: Double

        var chroma: Double { (a * a + b * b).squareRoot() }
    }

    var lab: Lab {
        let (r, g, b) = (Self.linear(red), Self.linear(green), Self.linear(blue))
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        return Lab(
            lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        )
    }

    init(_ lab: Lab) {
        let l = pow(lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3)
        let m = pow(lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3)
        let s = pow(lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3)
        self.init(
            red: Self.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            green: Self.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            blue: Self.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
        )
    }

    func mixed(with other: SketchColour, _ share: Double) -> SketchColour {
        let (from, to) = (lab, other.lab)
        return SketchColour(
            Lab(
                lightness: from.lightness + (to.lightness - from.lightness) * share,
                a: from.a + (to.a - from.a) * share,
                b: from.b + (to.b - from.b) * share
            )
        )
    }

    /// Light falling through a coloured glass: what `other` lacks goes dark.
    func multiplied(by other: SketchColour) -> SketchColour {
        SketchColour(red: red * other.red, green: green * other.green, blue: blue * other.blue)
    }

    /// Relative luminance (WCAG 2.2).
    var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    /// Contrast ratio from 1 to 21 (WCAG 2.2).
    func contrast(with other: SketchColour) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    private static func linear(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private static func encoded(_ value: Double) -> Double {
        let bounded = min(max(value, 0), 1)
        return bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * pow(bounded, 1 / 2.4) - 0.055
    }
}
