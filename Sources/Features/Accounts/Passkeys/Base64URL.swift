package import FoundationEssentials

/// Bytes as browsers' JSON carries them: base64url without padding (RFC 4648, section 5).
package struct Base64URL: Hashable, Sendable {
    package let bytes: Data

    package init(_ bytes: Data) {
        self.bytes = bytes
    }

    /// Reads the one spelling of the bytes; nil for padding, other letters, or bits left over.
    package init?(_ text: String) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let bytes = Data(base64Encoded: base64) else { return nil }
        self.bytes = bytes
        guard self.text == text else { return nil }
    }

    package var text: String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=",
            with: ""
        )
    }
}

extension Base64URL: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = Base64URL(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64url")
        }
        self = bytes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
