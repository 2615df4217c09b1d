import Foundation

/// Turns bytes in the character sets that mails come in into text; what cannot be read becomes replacement characters.
enum MailCharset {
    private static let encodings: [String: String.Encoding] = [
        "iso-8859-1": .isoLatin1, "latin1": .isoLatin1, "windows-1252": .windowsCP1252,
        "iso-8859-2": .isoLatin2, "utf-16": .utf16, "iso-2022-jp": .iso2022JP, "shift_jis": .shiftJIS,
        "euc-jp": .japaneseEUC,
        // CFStringEncodings.h: Big5, GB 18030, EUC-KR.
        "big5": String.Encoding(rawValue: 0x8000_0A03), "gb18030": String.Encoding(rawValue: 0x8000_0632),
        "gb2312": String.Encoding(rawValue: 0x8000_0632), "gbk": String.Encoding(rawValue: 0x8000_0632),
        "euc-kr": String.Encoding(rawValue: 0x8000_0940),
    ]

    static func decoded(_ bytes: Data, _ name: String) -> String {
        encodings[name.lowercased()].flatMap { String(data: bytes, encoding: $0) }
            ?? String(decoding: bytes, as: UTF8.self)
    }
}

/// Quoted-printable (RFC 2045, section 6.7), leniently: what is no escape stands for itself.
enum QuotedWords {
    /// In a header field an underscore is a space (RFC 2047, section 4.2).
    static func decoded(_ bytes: Data, isHeader: Bool = false) -> Data {
        let bytes = [UInt8](bytes)
        var (found, place): (Data, Int) = (Data(), 0)
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "="), place + 2 < bytes.count || place + 1 < bytes.count {
                if bytes[place + 1] == UInt8(ascii: "\n") {
                    place += 2
                    continue
                }
                if place + 2 < bytes.count {
                    if bytes[place + 1] == UInt8(ascii: "\r"), bytes[place + 2] == UInt8(ascii: "\n") {
                        place += 3
                        continue
                    }
                    if let high = nibble(bytes[place + 1]), let low = nibble(bytes[place + 2]) {
                        found.append(high << 4 | low)
                        place += 3
                        continue
                    }
                }
            }
            found.append(isHeader && byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte)
            place += 1
        }
        return found
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Encoded words of header fields (RFC 2047).
enum HeaderWords {
    static func decoded(_ text: String) -> String {
        let pattern = /=\?([A-Za-z0-9\-_]{1,40})(?:\*[A-Za-z\-]*)?\?([BbQq])\?([^?\s]*)\?=/
        // White space between two encoded words is none.
        let joined = text.replacing(/\?=\s+=\?/, with: "?==?")
        return joined.replacing(pattern) { match in
            let content = Data(match.3.utf8)
            let bytes =
                match.2.lowercased() == "b"
                ? Data(base64Encoded: content, options: .ignoreUnknownCharacters) ?? content
                : QuotedWords.decoded(content, isHeader: true)
            return MailCharset.decoded(bytes, String(match.1))
        }
    }
}
