import Kernel

/// What the value of a log field or a metric label may look like; applied to every value before it is kept.
package enum FieldForm: Hashable, Sendable {
    /// Words, cut to `longestText`.
    case text
    /// Decimal digits with an optional sign and fraction; anything else is written as `other`.
    case number
    /// One of these; anything else is written as `other`, so that no sender can put words of theirs into it.
    case oneOf(Set<String>)

    /// In Unicode scalars, so that bytes are bounded too.
    static let longestText = 200
    static let other = "other"

    /// The request methods that we answer (RFC 9110, RFC 5789).
    static let method = FieldForm.oneOf(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

    /// The directives of a content security policy.
    static let directive = FieldForm.oneOf(Set(ContentDirective.allCases.map(\.rawValue)))

    /// The sentences of the policy that purposes come from.
    static let clause = FieldForm.oneOf(Set(PolicyClause.allCases.map(\.rawValue)))

    /// The kinds of place outside that the server asks.
    package static let destination = FieldForm.oneOf(["processor", "local_engine", "named"])

    /// What can come of a call to the outside.
    package static let outcome = FieldForm.oneOf([
        "answered", "cancelled", "egress_denied", "transfer_denied", "contract_expired", "address_refused",
        "tls_required", "unresolved", "unreachable", "untrusted", "timed_out", "too_large", "damaged",
    ])

    package func admit(_ value: String) -> String {
        switch self {
        case .text: value.cut(to: Self.longestText)
        case .number: Self.isNumber(value) ? value : Self.other
        case .oneOf(let words): words.contains(value) ? value : Self.other
        }
    }

    /// Whether JSON would take the text as a number: `0`, `-3`, `12.5`.
    static func isNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.utf8.count <= 32, parts.allSatisfy(isDigits) else { return false }
        return parts[0].count == 1 || parts[0].first != "0"
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}

extension String {
    /// The text itself, or its beginning and an ellipsis, together no longer than `limit` scalars.
    func cut(to limit: Int) -> String {
        guard unicodeScalars.count > limit else { return self }
        return String(unicodeScalars.prefix(limit - 1)) + "…"
    }
}
