package import Kernel

/// The value of one parameter of a step.
package enum EditValue: Hashable, Sendable {
    case number(Double)
    case flag(Bool)
    case word(String)
    case colour(Colour)
    case aspect(EditAspect)
    case box(EditBox)
    case points([EditPoint])
    case image(ImageID)
    case mask(EditMask)
}

/// A place: in a picture as fractions of its sides, on a tone curve as levels from 0 to 255.
package struct EditPoint: Hashable, Sendable {
    package let x: Double
    package let y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// Width to height of a cut: two numbers from 1 to 100.
package struct EditAspect: Hashable, Sendable {
    static let bounds = 1.0...100.0

    package let width: Double
    package let height: Double

    /// Nothing, unless both are within bounds.
    package init?(width: Double, height: Double) {
        guard Self.bounds.contains(width), Self.bounds.contains(height) else { return nil }
        self.width = width
        self.height = height
    }

    /// Reads `16:9` or `2.35:1`; nothing else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            .map { Self.number(String($0)) }
        guard parts.count == 2, let width = parts[0], let height = parts[1] else { return nil }
        self.init(width: width, height: height)
    }

    package var text: String { "\(width.shortText):\(height.shortText)" }

    private static func number(_ text: String) -> Double? {
        guard (1...6).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) })
        else { return nil }
        return Double(text)
    }
}

extension Double {
    /// As people write it: whole numbers without a point, others with four places at most.
    var shortText: String {
        guard isFinite, magnitude < 1e12 else { return "0" }
        let parts = (self * 10_000).rounded()
        return parts.truncatingRemainder(dividingBy: 10_000) == 0
            ? "\(Int(parts / 10_000))" : "\(parts / 10_000)"
    }
}
