/// Text in lines of at most 76 printable ASCII characters (RFC 2045, section 6.7).
enum QuotedPrintable {
    private static let longestLine = 76

    /// Every line end of `text` becomes CRLF; the last line has none.
    static func encoded(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map { line(Array($0.utf8)) }
            .joined(separator: "\r\n")
    }

    private static func line(_ bytes: [UInt8]) -> String {
        var (lines, length) = ("", 0)
        for (place, byte) in bytes.enumerated() {
            let piece = piece(byte, isLast: place == bytes.count - 1)
            // One column is kept for the `=` that says that the line goes on.
            if length + piece.utf8.count > longestLine - 1 {
                lines += "=\r\n"
                length = 0
            }
            lines += piece
            length += piece.utf8.count
        }
        return lines
    }

    /// A blank at the end of a line would be lost on the way, and is escaped like what is not printable.
    private static func piece(_ byte: UInt8, isLast: Bool) -> String {
        let isBlank = byte == 0x20 || byte == 0x09
        let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
        if isPlain || (isBlank && !isLast) { return String(Unicode.Scalar(byte)) }
        let hex = String(byte, radix: 16, uppercase: true)
        return hex.utf8.count == 1 ? "=0\(hex)" : "=\(hex)"
    }
}
