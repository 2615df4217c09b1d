import Foundation
import Kernel
import TestSupport
import Testing

@testable import Privacy

struct IncomingMailTests {
    private static let plain = """
        From: Mei <mei@mail.example>\r
        Date: Sat, 28 Nov 2026 19:20:00 +0000\r
        Subject: =?utf-8?B?5Yiq6Zmk?= my data\r
        Message-ID: <1@mail.example>\r
        X-Secret: canary\r
        Content-Type: multipart/alternative; boundary="b"\r
        \r
        --b\r
        Content-Type: text/html\r
        \r
        <p>please <b>delete</b> all</p>\r
        --b\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        please delete my d=\r
        ata, it=E2=80=99s mine\r
        --b--\r

        """

    private static func mail(_ text: String, subject: String = "") -> IncomingMail {
        IncomingMail(Data("From: mei@mail.example\nSubject: \(subject)\n\n\(text)".utf8))
    }

    @Test func `four fields and the text are kept, and nothing else`() {
        let mail = IncomingMail(Data(Self.plain.utf8))
        #expect(mail.from?.text == "mei@mail.example")
        #expect(mail.subject == "刪除 my data")
        #expect(mail.messageID == "<1@mail.example>")
        #expect(mail.text.contains("please delete my data, it’s mine"))
        #expect(!mail.words.contains("canary") && !mail.words.contains("<b>"))
    }

    @Test(arguments: [
        ("Please delete my data", RequestKind.deletion), ("請刪除我的資料", .deletion),
        ("I want a copy of my data", .access), ("請讓我查閱", .access),
        ("Please export my pictures", .portability),
        ("My name is wrong", .correction), ("請更正我的姓名", .correction),
        ("Please restrict the use", .restriction),
        ("I object to statistics", .objection), ("This is the account of my son", .childReport),
        ("Send a copy of my data and then delete it", .other), ("Hello?", .other), ("", .other),
    ])
    func `plain words say what is demanded, and a person reads the rest`(text: String, kind: RequestKind) {
        #expect(KindGuess.kind(of: Self.mail(text)) == kind)
    }

    @Test func `a mail is taken once, waits for the code, and is acknowledged`() async throws {
        let installation = try await TestInstallation()
        let mail = IncomingMail(Data(Self.plain.utf8))
        let (first, again) = (
            try await installation.requests.take(mail), try await installation.requests.take(mail)
        )
        #expect(first.request.id == again.request.id)
        #expect(first.request.state == .verifying && first.request.kind == .deletion)
        #expect(
            try await installation.mailKinds(of: first.request.id) == ["request_received", "request_code"]
        )
    }

    @Test(arguments: ["Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>"])
    func `a machine's mail is taken and not answered`(field: String) async throws {
        let installation = try await TestInstallation()
        let mail = IncomingMail(Data("From: a@mail.example\n\(field)\n\ndelete my data".utf8))
        let id = try await installation.requests.take(mail).request.id
        #expect(try await installation.mailKinds(of: id) == [])
    }

    @Test func `a mail without an address is read by a person`() async throws {
        let installation = try await TestInstallation()
        let request = try await installation.requests.take(IncomingMail(Data("delete my data".utf8))).request
        #expect(request.kind == .other && request.state == .open)
    }

    @Test func `whatever is cut or changed, something readable is taken`() throws {
        let bytes = Array(Self.plain.utf8)
        for end in bytes.indices { _ = IncomingMail(Data(bytes[..<end])) }
        var chance = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var spoilt = bytes
            for _ in 0..<Int.random(in: 1...8, using: &chance) {
                spoilt[Int.random(in: spoilt.indices, using: &chance)] = UInt8.random(
                    in: 0...255,
                    using: &chance
                )
            }
            let mail = IncomingMail(Data(spoilt))
            _ = KindGuess.kind(of: mail)
            _ = try NewRequest(.other, by: .mail, regime: nil, text: mail.words, language: .english)
        }
    }
}
