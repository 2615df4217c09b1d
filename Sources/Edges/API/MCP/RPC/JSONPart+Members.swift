package import FoundationEssentials
package import Wire

extension JSONPart {
    var asObject: [String: JSONPart]? {
        if case .object(let members) = self { members } else { nil }
    }

    var asList: [JSONPart]? {
        if case .list(let items) = self { items } else { nil }
    }

    var asText: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var asFlag: Bool? {
        if case .flag(let flag) = self { flag } else { nil }
    }

    /// A number without a fraction, as far as all readers of JSON agree on it (RFC 8259, section 6).
    var asWhole: Int? {
        guard case .number(let number) = self, let whole = Int(exactly: number),
            (-Self.largestWhole...Self.largestWhole).contains(whole)
        else { return nil }
        return whole
    }

    private static let largestWhole = 9_007_199_254_740_991

    /// One line of text: the encoder writes no line breaks, and strings escape theirs.
    package func line() throws -> Data { try JSONEncoder.wire.encode(self) }

    /// What another type of the wire would be written as.
    static func part(of value: some Encodable) throws -> JSONPart {
        try JSONDecoder().decode(JSONPart.self, from: JSONEncoder.wire.encode(value))
    }
}

extension [String: JSONPart] {
    /// A member that was sent; null is as good as none.
    func sent(_ name: String) -> JSONPart? {
        guard let value = self[name], value != .null else { return nil }
        return value
    }
}
