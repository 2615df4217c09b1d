package import Kernel

/// A mail that is not written out yet: what about, to whom, in which language, and what its sentences leave open.
///
/// It holds an address and often a key to an account: it prints as its kind alone.
package struct Letter: Hashable, Sendable {
    /// In characters; a longer value is cut, a longer link refused.
    package static let longestValue = 500
    static let longestLink = 2_000

    package let kind: MailKind
    package let recipient: EmailAddress
    package let language: Language
    let values: [MailPlaceholder: String]
    /// Whose words it brings, if its kind has none of its own.
    let campaign: CampaignID?

    /// - Throws: `LetterDefect` when a value is missing, has no place in the kind, or is a link that is none.
    package init(
        _ kind: MailKind,
        to recipient: EmailAddress,
        in language: Language,
        values: [MailPlaceholder: String] = [:],
        campaign: CampaignID? = nil
    ) throws(LetterDefect) {
        let given = Set(values.keys)
        let missing = kind.needs.subtracting(given)
        guard missing.isEmpty else { throw .missing(missing) }
        let unexpected = given.subtracting(kind.needs.union(kind.mayHave))
        guard unexpected.isEmpty else { throw .unexpected(unexpected) }
        if let link = values[.link], !Self.isLink(link) { throw .badLink }
        guard kind.isCampaign == (campaign != nil) else { throw .noCampaign }
        self.kind = kind
        self.recipient = recipient
        self.language = language
        self.campaign = campaign
        self.values = values.reduce(into: [:]) { cleaned, value in
            cleaned[value.key] = value.key == .link ? value.value : Self.oneLine(value.value)
        }
    }

    /// Whether the text is an address of the web in the letters that one may have (RFC 3986).
    private static func isLink(_ text: String) -> Bool {
        text.utf8.count <= longestLink
            && text.wholeMatch(of: /https?:\/\/[A-Za-z0-9\-._~:\/?#\[\]@!$&'()*+,;=%]+/) != nil
    }

    /// Without controls and line ends, which a value has no use for, and cut to what a sentence bears.
    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
            default: line.append(scalar)
            }
        }
        return String(String(line).prefix(longestValue))
    }
}

/// Why a letter cannot be made.
package enum LetterDefect: Error, Hashable, Sendable {
    case missing(Set<MailPlaceholder>)
    case unexpected(Set<MailPlaceholder>)
    case badLink
    /// A kind that has its words from a campaign, without one; or another one with one.
    case noCampaign
}

extension Letter: CustomStringConvertible, CustomReflectable {
    package var description: String { kind.rawValue }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Timestamp {
    /// The moment as a mail says it, the same in every language: `2026-11-23 18:00 UTC`.
    package var inMail: String {
        description.prefix(16).replacing("T", with: " ") + " UTC"
    }
}
