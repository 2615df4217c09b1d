package import FoundationEssentials
package import Kernel

/// A mail written out, ready to be handed over; whoever hands it over twice hands over the same.
package struct MailMessage: Sendable {
    package let id: RowID
    package let mark: RecipientMark
    /// The address that refusals go to.
    package let sender: String
    package let recipient: EmailAddress
    /// The whole message with CRLF at the end of each line, none longer than 998 bytes (RFC 5322, section 2.1.1).
    package let bytes: Data

    package init(
        id: RowID,
        mark: RecipientMark,
        sender: String,
        recipient: EmailAddress,
        bytes: Data
    ) {
        self.id = id
        self.mark = mark
        self.sender = sender
        self.recipient = recipient
        self.bytes = bytes
    }

    /// Whether a header holds other letters than ASCII, as addresses of such letters make it (RFC 6532).
    package var isInternational: Bool { !recipient.text.utf8.allSatisfy { $0 < 0x80 } }
}

/// What stands for a subject in file names: a keyed hash, which tells nobody anything.
package struct RecipientMark: Hashable, Sendable {
    private static let length = 16

    package let text: String

    /// - Parameter index: the subject's keyed hash.
    package init(_ index: Data) {
        let digits = Array("0123456789abcdef")
        text = String(index.prefix(Self.length).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
