import Crypto
package import FoundationEssentials
package import HTTPTypes

/// What a file is told apart by (RFC 9110, section 8.8.3): strong, from its bytes.
package struct EntityTag: Hashable, Sendable {
    private static let length = 16

    /// With its quotation marks.
    package let text: String

    /// - Parameter digest: hexadecimal.
    package init(digest: some StringProtocol) {
        text = "\"\(digest)\""
    }

    package init(of bytes: Data) {
        let digest = SHA256.hash(data: bytes).prefix(Self.length)
        self.init(digest: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    /// Whether the sender has this very file (section 13.1.2; `If-None-Match` compares weakly).
    package func isKnown(to fields: HTTPFields) -> Bool {
        guard let list = fields[.ifNoneMatch] else { return false }
        return list.split(separator: ",").contains { item in
            let tag = item.drop { $0 == " " }.split(separator: " ").first ?? ""
            return tag == "*" || tag == text || tag == "W/\(text)"
        }
    }
}
