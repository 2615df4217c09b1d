/// What a mail server answers to a command (RFC 5321, section 4.2).
struct SMTPReply: Hashable, Sendable {
    let code: Int
    /// The text of each line, without code.
    let lines: [String]

    var isPositive: Bool { (200...299).contains(code) }
    /// The server waits for more: a password, a mail.
    var isIntermediate: Bool { (300...399).contains(code) }

    /// Why the server did not do what it was asked.
    var failure: MailFailure {
        switch code {
        case 400...499: .deferred(code: code)
        case 500...599: .refused(code: code)
        default: .garbled
        }
    }
}

/// Reads replies out of bytes that arrive in any pieces.
struct SMTPReplyParser: Sendable {
    /// In bytes; the protocol demands 512.
    static let longestLine = 2_048
    static let mostLines = 128

    private var line: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []
    private var replies: [SMTPReply] = []

    /// Whether nothing that arrived waits to be read.
    var isEmpty: Bool { line.isEmpty && lines.isEmpty && replies.isEmpty }

    /// The reply that has waited longest.
    mutating func next() -> SMTPReply? {
        replies.isEmpty ? nil : replies.removeFirst()
    }

    /// - Throws: `MailFailure.garbled` for what is no reply.
    mutating func append(_ bytes: some Sequence<UInt8>) throws(MailFailure) {
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                guard line.count < Self.longestLine else { throw .garbled }
                line.append(byte)
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            try end(String(decoding: line, as: UTF8.self))
            line = []
        }
    }

    private mutating func end(_ line: String) throws(MailFailure) {
        let digits = line.utf8.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let code = Int(String(decoding: digits, as: UTF8.self)), (200...599).contains(code),
            self.code ?? code == code, lines.count < Self.mostLines
        else { throw .garbled }
        let mark = line.utf8.dropFirst(3).first
        lines.append(String(decoding: line.utf8.dropFirst(4), as: UTF8.self))
        switch mark {
        case UInt8(ascii: "-"):
            self.code = code
        case UInt8(ascii: " "), nil:
            replies.append(SMTPReply(code: code, lines: lines))
            (self.code, lines) = (nil, [])
        default:
            throw .garbled
        }
    }
}
