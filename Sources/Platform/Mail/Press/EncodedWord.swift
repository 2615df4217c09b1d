import FoundationEssentials

/// Other letters than ASCII in a mail's head (RFC 2047).
enum EncodedWord {
    /// In base64, between `=?utf-8?B?` and `?=` and behind a field's name, 39 bytes stay within the 76 characters of a line.
    private static let longestContent = 39

    /// Free text: as it is, or in encoded words where it must be.
    static func text(_ text: String) -> String {
        isPlain(text) ? text : encoded(text)
    }

    /// The name of a mailbox (RFC 5322, section 3.2.5).
    static func phrase(_ name: String) -> String {
        guard isPlain(name) else { return encoded(name) }
        let isBare = name.utf8.allSatisfy { isAtomText($0) || $0 == 0x20 }
        guard !isBare else { return name }
        let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    /// Whether readers take the text as it stands: what looks like an encoded word would be decoded.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.contains("  ")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= longestContent }
    }

    /// Words of whole scalars: a reader decodes each by itself.
    private static func encoded(_ text: String) -> String {
        var words: [[UInt8]] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if let last = words.last, last.count + bytes.count <= longestContent {
                words[words.count - 1] += bytes
            } else {
                words.append(bytes)
            }
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: " ")
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
}
