import FoundationEssentials

/// Writes flat objects of texts as JSON in one form only (RFC 8785), so that their hash can be made again.
enum CanonicalJSON {
    /// The object's one form; names are in ASCII, nil becomes `null`.
    static func object(_ members: [String: String?]) -> Data {
        let parts = members.sorted { $0.key < $1.key }.map { name, value in
            "\(quoted(name)):\(value.map(quoted) ?? "null")"
        }
        return Data("{\(parts.joined(separator: ","))}".utf8)
    }

    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { $0 += escaped($1) } + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\u{8}": "\\b"
        case "\t": "\\t"
        case "\n": "\\n"
        case "\u{C}": "\\f"
        case "\r": "\\r"
        case "\0"..."\u{1F}": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
}

extension Data {
    /// In lower case.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
