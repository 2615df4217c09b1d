/// The width and height of a picture, in pixels.
package struct PixelSize: Hashable, Sendable, Codable {
    package let width: Int
    package let height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    package var pixels: Int { width * height }

    package var isLandscape: Bool { width > height }
}

extension PixelSize: CustomStringConvertible {
    /// As users write it: `1024x768`.
    package var description: String { "\(width)x\(height)" }

    /// Reads `1024x768`; nothing else, no spaces, no signs.
    package init?(_ text: some StringProtocol) {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false)
        guard sides.count == 2, let width = Self.side(sides[0]), let height = Self.side(sides[1]) else {
            return nil
        }
        self.init(width: width, height: height)
    }

    private static func side(_ digits: some StringProtocol) -> Int? {
        guard (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        else { return nil }
        return Int(digits)
    }
}
