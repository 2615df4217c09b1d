package import Kernel
import Outbound

/// Where notices go: an address that a person named.
package struct WebhookAddress: Hashable, Sendable {
    package static let longest = 2_048

    let url: OutboundURL

    /// White space at the ends, which copying may bring along, counts for nothing.
    /// - Throws: `Problem` `webhook_address_malformed`.
    package init(_ text: String) throws(Problem) {
        let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        guard trimmed.count <= Self.longest, let url = OutboundURL(String(trimmed)) else {
            throw Problem(.webhookAddressMalformed, field: "url", ["limit": "\(Self.longest)"])
        }
        self.url = url
    }

    package var text: String { url.text }
}

extension WebhookAddress: CustomStringConvertible, CustomReflectable {
    /// It may hold a secret of the receiver's: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Destination {
    /// A server that somebody has notices sent to.
    static let webhook = Destination.named(by: .receiver, as: "webhook")
}

/// What somebody calls a receiver: at most 200 scalars in one line.
package struct WebhookNote: Hashable, Sendable {
    package static let longest = 200

    package let text: String

    /// - Throws: `Problem` `text_malformed`.
    package init(_ text: String) throws(Problem) {
        let scalars = text.unicodeScalars
        guard scalars.count <= Self.longest, scalars.allSatisfy(Self.isShown) else {
            throw Problem(.textMalformed, field: "description", ["limit": "\(Self.longest)"])
        }
        self.text = text
    }

    /// As it was stored.
    init(stored text: String) {
        self.text = text
    }

    package var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        case .format: scalar == "\u{200D}" || scalar == "\u{200C}"
        default: true
        }
    }
}

extension WebhookNote: CustomStringConvertible, CustomReflectable {
    /// Personal data.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
