// NFC is in the whole Foundation only.
import Foundation
package import Kernel

/// Somebody with an account, as they see themselves.
package struct Account: Hashable, Sendable {
    package let subject: SubjectID
    package let email: EmailAddress
    /// What pages call them; nil for somebody who named nothing.
    package let name: DisplayName?
    package let preferences: Preferences
    package let country: Country
    package let band: AgeBand
    package let madeAt: Timestamp
    /// Nil for an account that an invitation opened, or that is older than the terms.
    package let terms: TermsAgreement?
    /// Whether it has a password; one that came by a provider may have none.
    package let hasPassword: Bool

    package var language: Language { preferences.language }
}

/// What somebody wants to be called: 1 to 80 scalars in one line.
package struct DisplayName: Hashable, Sendable {
    package static let longest = 80

    package let text: String

    /// Takes white space at the ends away and composes the text (Unicode NFC).
    ///
    /// `field` is the request's field that holds it.
    /// - Throws: `Problem` `name_malformed` for an empty or long name, line breaks, control or invisible direction characters.
    package init(_ text: String, field: String = "display_name") throws(Problem) {
        let trimmed = Self.trimmed(text).precomposedStringWithCanonicalMapping
        guard (1...Self.longest).contains(trimmed.unicodeScalars.count),
            trimmed.unicodeScalars.allSatisfy(Self.isShown)
        else { throw Problem(.nameMalformed, field: field, ["limit": "\(Self.longest)"]) }
        self.text = trimmed
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }

    /// Characters that turn the reading direction would let a name change the words around it.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        case .format: scalar == "\u{200D}" || scalar == "\u{200C}"
        default: true
        }
    }
}

extension DisplayName: CustomStringConvertible, CustomReflectable {
    /// Personal data.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
