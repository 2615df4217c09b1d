package import Wire

/// What a client calls one of its requests: words, or a whole number.
package enum RPCID: Hashable, Sendable {
    /// In bytes of UTF-8.
    private static let longest = 256

    case number(Int)
    case text(String)

    /// Nil for what cannot name a request, null too: the Model Context Protocol forbids it.
    package init?(_ part: JSONPart) {
        if let number = part.asWhole {
            self = .number(number)
        } else if let text = part.asText, text.utf8.count <= Self.longest {
            self = .text(text)
        } else {
            return nil
        }
    }

    package var part: JSONPart {
        switch self {
        case .number(let number): .number(Double(number))
        case .text(let text): .text(text)
        }
    }
}
