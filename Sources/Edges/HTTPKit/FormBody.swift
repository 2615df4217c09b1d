package import Hummingbird
import Kernel
import NIOCore

/// The fields of an HTML form (`application/x-www-form-urlencoded`; URL Standard, section 5.1).
package struct FormBody: Sendable {
    /// A selection of 200 pictures, and what else a form has.
    private static let mostFields = 256
    /// 32,000 scalars of four bytes, each written `%XX`, and room for the rest.
    private static let longest = 512 * 1_024

    private let fields: [String: String]

    /// Reads a request's body.
    /// - Throws: `Problem` for another media type, broken escapes, repeated or too many fields.
    package init(_ request: Request) async throws {
        let kind = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased().trimmed }
        guard kind == "application/x-www-form-urlencoded" else {
            throw Problem(.unsupportedMediaType, ["expected": "application/x-www-form-urlencoded"])
        }
        let text = String(buffer: try await request.wholeBody(upTo: Self.longest))
        try self.init(text)
    }

    init(_ text: String) throws(Problem) {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]),
                let value = Self.decoded(parts.count > 1 ? parts[1] : ""),
                fields.count < Self.mostFields, fields.updateValue(value, forKey: name) == nil
            else { throw Problem(.malformedBody) }
        }
        self.fields = fields
    }

    /// The names of all fields.
    package var names: Set<String> { Set(fields.keys) }

    /// All that was sent, in one order: two forms with the same ask for the same.
    package var fingerprint: String {
        fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\u{0}")
    }

    /// The field's text; nil when it is absent or blank.
    package subscript(name: String) -> String? {
        guard let value = fields[name], !value.allSatisfy(\.isWhitespace) else { return nil }
        return value
    }

    /// The field's text exactly as it was typed, white space and all: for passwords.
    package func exact(_ name: String) -> String { fields[name] ?? "" }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.popFirst() {
            switch first {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                guard digits.count == 2, digits.allSatisfy(isHexadecimal),
                    let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(byte)
                rest = rest.dropFirst(2)
            default:
                bytes.append(first)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isHexadecimal(_ digit: UInt8) -> Bool {
        Character(Unicode.Scalar(digit)).isHexDigit && digit < 0x80
    }
}
