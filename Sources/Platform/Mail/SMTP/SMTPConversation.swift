import FoundationEssentials
import Kernel
import NIOCore

/// One connection's talk with a mail server: a command, a reply, in turns (RFC 5321).
struct SMTPConversation {
    private var replies: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var parser = SMTPReplyParser()

    init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        replies = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Waits for the server's greeting, and greets.
    mutating func begin(as name: String) async throws -> SMTPExtensions {
        let welcome = try await reply()
        guard welcome.isPositive else { throw postponed(welcome) }
        return try await greet(as: name)
    }

    mutating func greet(as name: String) async throws -> SMTPExtensions {
        let answer = try await ask("EHLO \(name)")
        guard answer.isPositive else { throw postponed(answer) }
        return SMTPExtensions(answer)
    }

    /// Asks to encrypt.
    ///
    /// What came with the answer came unprotected, from whoever: it may not count as said under TLS (CVE-2011-0411).
    mutating func startTLS() async throws {
        guard try await ask("STARTTLS").isPositive else { throw MailFailure.notEncrypted }
        guard parser.isEmpty else { throw MailFailure.garbled }
    }

    /// Signs in by PLAIN (RFC 4616), else by LOGIN.
    mutating func signIn(_ signIn: SMTPServer.SignIn, offered ways: [String]) async throws {
        let (name, password) = (signIn.name, signIn.password.reveal())
        if ways.contains("PLAIN") {
            let answer = try await ask("AUTH PLAIN \(Self.base64("\0\(name)\0\(password)"))")
            guard answer.isPositive else { throw MailFailure.notAdmitted }
            return
        }
        guard ways.contains("LOGIN") else { throw MailFailure.notAdmitted }
        for line in ["AUTH LOGIN", Self.base64(name)] {
            guard try await ask(line).isIntermediate else { throw MailFailure.notAdmitted }
        }
        guard try await ask(Self.base64(password)).isPositive else { throw MailFailure.notAdmitted }
    }

    mutating func deliver(
        _ message: MailMessage,
        _ extensions: SMTPExtensions,
        isEncrypted: Bool
    ) async throws {
        let options = try Self.options(for: message, extensions, isEncrypted: isEncrypted)
        try await require("MAIL FROM:<\(message.sender)>\(options)")
        try await require("RCPT TO:<\(message.recipient.text)>")
        let ready = try await ask("DATA")
        guard ready.isIntermediate else { throw ready.failure }
        try await outbound.write(DotStuffing.framed(message.bytes))
        let answer = try await reply()
        guard answer.isPositive else { throw answer.failure }
    }

    /// Says goodbye; the mail is handed over whatever comes of it.
    mutating func end() async {
        _ = try? await ask("QUIT")
    }

    private static func options(
        for message: MailMessage,
        _ extensions: SMTPExtensions,
        isEncrypted: Bool
    ) throws(MailFailure) -> String {
        var options = extensions.hasSize ? " SIZE=\(message.bytes.count)" : ""
        if message.isInternational {
            guard extensions.hasInternationalAddresses, extensions.hasEightBit else {
                throw .addressNotSupported
            }
            options += " BODY=8BITMIME SMTPUTF8"
        }
        return isEncrypted && extensions.hasRequireTLS ? options + " REQUIRETLS" : options
    }

    private mutating func require(_ command: String) async throws {
        let answer = try await ask(command)
        guard answer.isPositive else { throw answer.failure }
    }

    private mutating func ask(_ command: String) async throws -> SMTPReply {
        try await outbound.write(ByteBuffer(string: command + "\r\n"))
        return try await reply()
    }

    private mutating func reply() async throws -> SMTPReply {
        while true {
            if let reply = parser.next() { return reply }
            guard let bytes = try await replies.next(isolation: #isolation) else {
                throw MailFailure.unreachable
            }
            try parser.append(bytes.readableBytesView)
        }
    }

    /// A refusal before any mail was named is the server's trouble or the operator's, not the mail's.
    private func postponed(_ answer: SMTPReply) -> MailFailure {
        answer.code >= 400 ? .deferred(code: answer.code) : .garbled
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}

/// A message between DATA and its end, which is a line of one dot (RFC 5321, section 4.5.2).
enum DotStuffing {
    /// Frames a message whose lines end in CRLF.
    static func framed(_ message: Data) -> ByteBuffer {
        let dot = UInt8(ascii: ".")
        var buffer = ByteBuffer()
        buffer.reserveCapacity(message.count + message.count / 64 + 5)
        var isLineStart = true
        for byte in message {
            if isLineStart, byte == dot { buffer.writeInteger(dot) }
            buffer.writeInteger(byte)
            isLineStart = byte == UInt8(ascii: "\n")
        }
        buffer.writeString(isLineStart ? ".\r\n" : "\r\n.\r\n")
        return buffer
    }
}
