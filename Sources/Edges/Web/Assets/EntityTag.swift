import HTTPTypes

/// What a file is told apart by (RFC 9110, section 8.8.3): strong, from its bytes.
struct EntityTag: Hashable, Sendable {
    /// With its quotation marks.
    let text: String

    /// - Parameter digest: hexadecimal.
    init(digest: some StringProtocol) {
        text = "\"\(digest)\""
    }

    /// Whether the sender has this very file (section 13.1.2; `If-None-Match` compares weakly).
    func isKnown(to fields: HTTPFields) -> Bool {
        guard let list = fields[.ifNoneMatch] else { return false }
        return list.split(separator: ",").contains { item in
            let tag = item.drop { $0 == " " }.split(separator: " ").first ?? ""
            return tag == "*" || tag == text || tag == "W/\(text)"
        }
    }
}
