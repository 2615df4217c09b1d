import Foundation
import Kernel

/// What stands above a part of a form (RFC 7578, section 4.2).
package struct MultipartHead: Hashable, Sendable {
    private static let longestName = 64

    /// Of the field.
    package let name: String
    /// As it was sent, with whatever folders; nil for a field that is no file.
    package let fileName: String?

    /// Reads the lines between a boundary and the empty line.
    /// - Throws: `Problem` `malformed_body`.
    init(_ bytes: Data, limits: MultipartLimits) throws(Problem) {
        guard bytes.count <= limits.headBytes, let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(.malformedBody)
        }
        // CR and LF are one character together, and neither may stand alone.
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard lines.count <= limits.headLines, !text.unicodeScalars.contains(where: Self.isStray) else {
            throw Problem(.malformedBody)
        }
        var disposition: Substring?
        for line in lines {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex, line.first != " " else {
                throw Problem(.malformedBody)
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard disposition == nil else { throw Problem(.malformedBody) }
                disposition = value
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else {
                    throw Problem(.malformedBody)
                }
            default: break
            }
        }
        guard let disposition else { throw Problem(.malformedBody) }
        try self.init(disposition: disposition)
    }

    private init(disposition: Substring) throws(Problem) {
        let parameters = try DispositionParameters(disposition)
        guard parameters.kind == "form-data", let name = parameters["name"],
            (1...Self.longestName).contains(name.unicodeScalars.count)
        else { throw Problem(.malformedBody) }
        self.name = name
        fileName = parameters["filename*"].flatMap(Self.extended) ?? parameters["filename"]
    }

    /// Control characters but those of line ends.
    private static func isStray(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\r" && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F
    }

    /// A name of the form `UTF-8''%E8%B2%93.png` (RFC 8187), which some clients send though they should not.
    private static func extended(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return String(parts[2]).removingPercentEncoding
    }
}

/// `form-data; name="file"; filename="a \"b\".png"`.
private struct DispositionParameters {
    let kind: String
    private var values: [String: String] = [:]

    subscript(name: String) -> String? { values[name] }

    /// - Throws: `Problem` `malformed_body`, for a parameter that stands twice too.
    init(_ text: Substring) throws(Problem) {
        var rest = text.drop { $0 != ";" }
        kind = text.prefix { $0 != ";" }.lowercased().trimmed
        while !rest.isEmpty {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            // A semicolon at the end is harmless.
            if name.isEmpty, rest.isEmpty { return }
            guard rest.first == "=", !name.isEmpty else { throw Problem(.malformedBody) }
            rest = rest.dropFirst()
            let value = try Self.value(&rest)
            guard values.updateValue(value, forKey: name.lowercased().trimmed) == nil else {
                throw Problem(.malformedBody)
            }
        }
    }

    /// Takes a value up to the next semicolon.
    private static func value(_ rest: inout Substring) throws(Problem) -> String {
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != ";" }
            rest = rest.dropFirst(value.count)
            return String(value).trimmed
        }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"":
                rest = rest.drop { $0 == " " || $0 == "\t" }
                guard rest.isEmpty || rest.first == ";" else { throw Problem(.malformedBody) }
                return value.replacing("%22", with: "\"")
            case "\\" where rest.first == "\"" || rest.first == "\\":
                value.append(rest.removeFirst())
            default:
                value.append(character)
            }
        }
        throw Problem(.malformedBody)
    }
}
