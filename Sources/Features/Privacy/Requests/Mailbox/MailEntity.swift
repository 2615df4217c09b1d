import Foundation

/// A mail or a part of one: header fields and a body (RFC 5322, RFC 2045), read leniently and within bounds.
struct MailEntity {
    private static let deepest = 4
    private static let mostParts = 50

    /// By lower-case name; of several of one name the first.
    let fields: [String: String]
    private let body: Data

    init(_ bytes: Data) {
        let (head, body) = Self.split(bytes)
        self.body = body
        var fields: [String: String] = [:]
        var lines: [Substring] = []
        let text = String(decoding: head, as: UTF8.self).replacing("\r\n", with: "\n")
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if let first = line.first, first == " " || first == "\t", let last = lines.popLast() {
                // Longer than any field that is kept.
                let isFull = last.utf8.count > IncomingMail.longestField * 4
                lines.append(isFull ? last : last + " " + line.drop { $0 == " " || $0 == "\t" })
            } else {
                lines.append(line)
            }
        }
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased().filter { !$0.isWhitespace }
            let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
            if fields[name] == nil { fields[name] = String(value) }
        }
        self.fields = fields
    }

    /// Plain text where there is some, else what hypertext says; nil where there are no words.
    func readableText(depth: Int) -> String? {
        let type = fields["content-type"]?.lowercased() ?? "text/plain"
        if type.hasPrefix("multipart/"), depth < Self.deepest {
            let parts = self.parts
            let plain = parts.lazy.filter { !$0.isHypertext }.compactMap { $0.readableText(depth: depth + 1) }
                .first
            return plain ?? parts.lazy.compactMap { $0.readableText(depth: depth + 1) }.first
        }
        guard type.hasPrefix("text/") else { return nil }
        let text = MailCharset.decoded(decodedBody, parameter("charset") ?? "utf-8")
        let words = isHypertext ? Hypertext.words(of: text) : text
        return words.allSatisfy(\.isWhitespace) ? nil : words
    }

    private var isHypertext: Bool { fields["content-type"]?.lowercased().hasPrefix("text/html") == true }

    private var parts: [MailEntity] {
        guard let boundary = parameter("boundary"), (1...200).contains(boundary.utf8.count) else { return [] }
        let mark = Data("--\(boundary)".utf8)
        var (parts, rest): ([MailEntity], Data) = ([], body)
        guard let first = rest.range(of: mark) else { return [] }
        rest = rest[first.upperBound...]
        while parts.count < Self.mostParts, !rest.starts(with: Data("--".utf8)) {
            guard let next = rest.range(of: mark) else {
                parts.append(MailEntity(Self.withoutLineEnd(rest)))
                break
            }
            parts.append(MailEntity(Self.withoutLineEnd(rest[..<next.lowerBound])))
            rest = rest[next.upperBound...]
        }
        return parts
    }

    /// A parameter of the content type; a quoted one without its quotes.
    private func parameter(_ name: String) -> String? {
        for part in (fields["content-type"] ?? "").split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased().filter({ !$0.isWhitespace }) == name else { continue }
            let value = pair[1].drop(while: \.isWhitespace)
            return value.first == "\""
                ? String(value.dropFirst().prefix { $0 != "\"" }) : String(value.prefix { !$0.isWhitespace })
        }
        return nil
    }

    private var decodedBody: Data {
        switch fields["content-transfer-encoding"]?.lowercased().filter({ !$0.isWhitespace }) {
        case "base64": Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? body
        case "quoted-printable": QuotedWords.decoded(body)
        default: body
        }
    }

    private static func split(_ bytes: Data) -> (head: Data, body: Data) {
        let ends = ["\r\n\r\n", "\n\n"].compactMap { bytes.range(of: Data($0.utf8)) }
        guard let end = ends.min(by: { $0.lowerBound < $1.lowerBound }) else {
            return (bytes.prefix(IncomingMail.longestHeader), Data())
        }
        // A part may begin with the empty line: it has no fields.
        return (
            Data(bytes[..<end.lowerBound].prefix(IncomingMail.longestHeader)), Data(bytes[end.upperBound...])
        )
    }

    /// The line end behind a boundary belongs to the boundary.
    private static func withoutLineEnd(_ bytes: Data) -> Data {
        if bytes.starts(with: Data("\r\n".utf8)) { return Data("\r\n".utf8) + bytes.dropFirst(2) }
        return Data(bytes)
    }
}
