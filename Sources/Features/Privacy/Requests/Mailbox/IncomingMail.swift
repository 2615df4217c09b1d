package import FoundationEssentials
package import Kernel

/// A mail to the rights mailbox, as far as it is kept: From, Date, Subject, Message-ID and its text; everything else is dropped.
///
/// Whatever the bytes are, something readable comes out of them: a mail is never lost because it is written oddly. What is too
/// long is cut.
package struct IncomingMail: Hashable, Sendable {
    /// In bytes; what is behind it is not read.
    package static let longest = 1 << 20
    static let longestHeader = 64 << 10
    static let longestField = 1_000

    /// Nil when no address can be read.
    package let from: EmailAddress?
    package let subject: String
    package let date: String
    package let messageID: String?
    package let text: String
    /// Whether a machine sent it, which must not be answered (RFC 3834, section 2).
    package let isAutomatic: Bool

    package init(_ bytes: Data) {
        let entity = MailEntity(Data(bytes.prefix(Self.longest)))
        let fields = entity.fields
        from = fields["from"].flatMap(Self.address)
        subject = Self.line(HeaderWords.decoded(fields["subject"] ?? ""))
        date = Self.line(fields["date"] ?? "")
        let id = Self.line(fields["message-id"] ?? "").filter { !$0.isWhitespace }
        messageID = id.isEmpty ? nil : id
        text = Self.plain(entity.readableText(depth: 0) ?? "")
        let isReply = fields["auto-submitted"].map { !$0.lowercased().hasPrefix("no") } ?? false
        let precedence = fields["precedence"]?.lowercased() ?? ""
        isAutomatic =
            isReply || fields["return-path"]?.filter { !$0.isWhitespace } == "<>"
            || ["bulk", "junk", "list"].contains { precedence.contains($0) }
    }

    /// What staff read: the four fields' words, and the text.
    var words: String {
        let head = ["Subject: \(subject)", "Date: \(date)", "Message-ID: \(messageID ?? "")"].joined(
            separator: "\n"
        )
        return String(
            (head + "\n\n" + text).unicodeScalars.prefix(NewRequest.longestMail).map(Character.init)
        )
    }

    /// The address between angle brackets, else the field's only word with an @.
    private static func address(_ field: String) -> EmailAddress? {
        if let match = field.firstMatch(of: /<\s*([^<>\s]+)\s*>/), let address = EmailAddress(match.1) {
            return address
        }
        let words = field.split { $0.isWhitespace || ",;<>\"()".contains($0) }.filter { $0.contains("@") }
        return words.count == 1 ? EmailAddress(words[0]) : nil
    }

    private static func line(_ text: String) -> String {
        String(plain(text).replacing("\n", with: " ").prefix(longestField))
    }

    /// Without controls, which would not pass as somebody's words.
    private static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            let isKept = scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
            plain.append(isKept ? scalar : " ")
        }
        return String(plain)
    }
}
