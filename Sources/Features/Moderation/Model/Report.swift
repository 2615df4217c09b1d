package import Kernel

package enum ReportKind: Identified {
    package static let idPrefix = "rep"
}

/// A report's reference number.
package typealias ReportID = ID<ReportKind>

/// What somebody says is wrong, as it was typed and checked.
package struct Report: Sendable {
    package static let longestText = 2_000
    package static let longestAddress = 2_000

    let address: String
    let ground: Ground
    let text: String
    /// Where an answer goes; nil when none is wanted.
    let email: EmailAddress?
    let language: Language

    /// - Throws: `Problem` that names the field at fault.
    package init(
        address: String,
        ground: Ground,
        text: String,
        email: EmailAddress?,
        language: Language
    ) throws(Problem) {
        self.address = try Self.words(address, "address", 1...Self.longestAddress)
        self.text = try Self.words(text, "text", 0...Self.longestText)
        self.ground = ground
        self.email = email
        self.language = language
    }

    /// Text of a form; what must not be empty needs a character that one sees.
    static func words(
        _ text: String,
        _ field: String,
        _ lengths: ClosedRange<Int>
    ) throws(Problem) -> String {
        let plain = text.replacing("\r\n", with: "\n")
        let scalars = plain.unicodeScalars
        guard lengths.contains(scalars.count), scalars.allSatisfy(isAllowed),
            lengths.contains(0) || scalars.contains(where: isSeen)
        else {
            throw Problem(.textMalformed, field: field, ["limit": "\(lengths.upperBound)"])
        }
        return plain
    }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
}
