import Foundation

/// Reads a mail as a receiver would, by rules written down here once more.
struct ParsedMail {
    struct Part {
        let type: String
        let text: String
    }

    /// Unfolded and decoded, in their order.
    let head: [(name: String, value: String)]
    let parts: [Part]
    /// The lines as they were sent, without their ends.
    let lines: [String]

    init(_ bytes: Data) throws {
        let text = try requireText(bytes)
        lines = text.components(separatedBy: "\r\n")
        let (head, body) = Self.divided(lines[...])
        self.head = head.map { (name: $0.name, value: Self.decoded($0.value)) }
        let type = head.first { $0.name == "Content-Type" }?.value ?? ""
        let boundary = type.components(separatedBy: "boundary=\"").last?.dropLast() ?? ""
        let pieces = body.split(separator: "--\(boundary)", omittingEmptySubsequences: false)
        parts = pieces.dropFirst().map { piece in
            let end = piece.firstIndex(of: "--\(boundary)--") ?? piece.endIndex
            let (head, body) = Self.divided(piece[..<end])
            let type = head.first { $0.name == "Content-Type" }?.value ?? ""
            return Part(type: type, text: Self.plain(body))
        }
    }

    subscript(name: String) -> String? { head.first { $0.name == name }?.value }

    private static func divided(
        _ lines: ArraySlice<String>
    ) -> (
        head: [(name: String, value: String)], body: ArraySlice<String>
    ) {
        let blank = lines.firstIndex(of: "") ?? lines.endIndex
        var head: [(name: String, value: String)] = []
        for line in lines[..<blank] {
            if line.hasPrefix(" "), !head.isEmpty {
                head[head.count - 1].value += line
            } else {
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                head.append((parts[0], parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""))
            }
        }
        return (head, lines[blank...].dropFirst())
    }

    /// Encoded words put together (RFC 2047): blanks between two of them are none.
    static func decoded(_ value: String) -> String {
        let joined = value.replacing("?= =?utf-8?B?", with: "?=\u{1}=?utf-8?B?")
        var bytes = Data()
        for piece in joined.components(separatedBy: "\u{1}") {
            guard let match = piece.firstMatch(of: /=\?utf-8\?B\?([A-Za-z0-9+\/=]*)\?=/),
                let content = Data(base64Encoded: String(match.1))
            else {
                bytes += Data(piece.utf8)
                continue
            }
            bytes +=
                Data(piece[..<match.range.lowerBound].utf8) + content
                + Data(piece[match.range.upperBound...].utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Quoted-printable undone (RFC 2045, section 6.7).
    static func plain(_ lines: ArraySlice<String>) -> String {
        var bytes: [UInt8] = []
        for (place, line) in lines.enumerated() {
            var rest = Array(line.utf8)[...]
            var isSoft = false
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "=") else {
                    bytes.append(byte)
                    continue
                }
                if rest.isEmpty {
                    isSoft = true
                } else {
                    bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                    rest = rest.dropFirst(2)
                }
            }
            if !isSoft, place < lines.count - 1 { bytes.append(UInt8(ascii: "\n")) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What no mail may hold.
struct NotText: Error {}

private func requireText(_ bytes: Data) throws -> String {
    guard let text = String(data: bytes, encoding: .utf8) else { throw NotText() }
    return text
}
