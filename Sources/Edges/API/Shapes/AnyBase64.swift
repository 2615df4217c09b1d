import FoundationEssentials

/// Base64 as clients write it: in either alphabet, padded or not, with or without `data:image/png;base64,` before it.
enum AnyBase64 {
    /// Before the comma of a data URL.
    private static let longestKind = 256

    /// The bytes; nil for anything else (RFC 4648, sections 4 and 5; RFC 2397).
    static func decode(_ text: String) -> Data? {
        guard let content = content(of: text) else { return nil }
        if let data = Data(base64Encoded: String(content)) { return data }
        var standard: [UInt8] = []
        standard.reserveCapacity(content.utf8.count + 3)
        for byte in content.utf8 {
            switch byte {
            case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "="): continue
            default: standard.append(byte)
            }
        }
        let missing = (4 - standard.count % 4) % 4
        guard missing < 3 else { return nil }
        standard += Array(repeating: UInt8(ascii: "="), count: missing)
        return Data(base64Encoded: Data(standard))
    }

    /// What follows the head of a data URL, or all of it; nil for a data URL whose content is no base64.
    private static func content(of text: String) -> Substring? {
        guard isDataURL(text) else { return text[...] }
        let head = text.utf8.prefix(longestKind)
        guard let comma = head.firstIndex(of: UInt8(ascii: ",")),
            text[..<comma].lowercased().hasSuffix(";base64")
        else { return nil }
        return text[text.index(after: comma)...]
    }

    static func isDataURL(_ text: String) -> Bool {
        text.utf8.prefix(5).elementsEqual("data:".utf8) || text.prefix(5).lowercased() == "data:"
    }
}
