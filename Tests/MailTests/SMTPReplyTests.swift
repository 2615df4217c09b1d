import Foundation
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Mail

struct SMTPReplyTests {
    private static let text = "220 ready\r\n250-mail.example\r\n250-SIZE 100\n250 OK\r\n354\r\n"
    private static let replies = [
        SMTPReply(code: 220, lines: ["ready"]),
        SMTPReply(code: 250, lines: ["mail.example", "SIZE 100", "OK"]),
        SMTPReply(code: 354, lines: [""]),
    ]

    private func parsed(_ pieces: [String]) throws -> [SMTPReply] {
        var parser = SMTPReplyParser()
        for piece in pieces { try parser.append(piece.utf8) }
        var replies: [SMTPReply] = []
        while let reply = parser.next() { replies.append(reply) }
        return replies
    }

    @Test(arguments: 0...Self.text.utf8.count)
    func `replies come out however the bytes are split`(place: Int) throws {
        let bytes = Array(Self.text.utf8)
        let pieces = [bytes[..<place], bytes[place...]].map { String(decoding: $0, as: UTF8.self) }
        #expect(try parsed(pieces) == Self.replies)
    }

    @Test(arguments: 0..<Self.text.utf8.count)
    func `a reply that is cut off is none`(place: Int) throws {
        let cut = String(decoding: Array(Self.text.utf8)[..<place], as: UTF8.self)
        #expect(try Self.replies.starts(with: parsed([cut])))
        #expect(try parsed([cut]).count < Self.replies.count)
    }

    @Test(arguments: [
        "hello\r\n", "\r\n", "25\r\n", "250_x\r\n", "250-a\r\n251 b\r\n", "199 x\r\n", "600 x\r\n",
        "²50 x\r\n",
        "250-a\r\n\r\n", "+50 x\r\n", String(repeating: "x", count: 3_000),
        String(repeating: "250-x\r\n", count: 200),
    ])
    func `what is no reply is refused`(text: String) {
        #expect(throws: MailFailure.garbled) { try parsed([text]) }
    }

    @Test(arguments: 0..<300)
    func `no byte brings it down`(seed: Int) {
        var bytes = Array(Self.text.utf8)
        let chance = Randomness.seeded(UInt64(seed)).bytes(3)
        bytes[Int(chance[0]) % bytes.count] = chance[1]
        bytes.remove(at: Int(chance[2]) % bytes.count)
        var parser = SMTPReplyParser()
        do throws(MailFailure) { try parser.append(bytes) } catch { #expect(error == .garbled) }
    }

    @Test func `extensions are read in any case and in the old form`() {
        let reply = SMTPReply(
            code: 250,
            lines: ["mail.example", "starttls", "AUTH LOGIN", "AUTH=PLAIN", "8BITMIME", "SIZE 1000"]
        )
        let extensions = SMTPExtensions(reply)
        #expect(extensions.hasStartTLS && extensions.hasEightBit && extensions.hasSize)
        #expect(!extensions.hasInternationalAddresses && !extensions.hasRequireTLS)
        #expect(Set(extensions.signInWays) == ["LOGIN", "PLAIN"])
    }

    @Test func `the server's own name is no extension`() {
        #expect(!SMTPExtensions(SMTPReply(code: 250, lines: ["STARTTLS"])).hasStartTLS)
    }

    @Test(arguments: [
        ("", ".\r\n"), ("a\r\n", "a\r\n.\r\n"), ("a", "a\r\n.\r\n"), (".\r\n", "..\r\n.\r\n"),
        ("..a\r\nb.\r\n.c\r\n", "...a\r\nb.\r\n..c\r\n.\r\n"), ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"),
    ])
    func `no line of a mail ends it`(text: String, sent: String) {
        #expect(String(buffer: DotStuffing.framed(.init(text.utf8))) == sent)
    }
}
