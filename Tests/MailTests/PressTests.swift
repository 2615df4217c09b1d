import Foundation
import Kernel
import TestSupport
import Testing

@testable import Mail

struct PressTests {
    private static let words = CampaignWords(subject: "What is new", text: "One <b>\n\nTwo")

    private func printed(
        _ letter: Letter,
        sender: Sender = Sender(name: "Nano Banana Pro", host: "studio.example")
    ) throws -> MailMessage {
        var insert = MailInsert()
        if letter.kind.isCampaign { insert.words = Self.words }
        return try MailPress.forTests(sender: sender).print(
            letter,
            with: insert,
            id: .sample(),
            madeAt: TestClock().now,
            mark: RecipientMark(Data(repeating: 7, count: 32))
        )
    }

    private func letter(
        _ kind: MailKind,
        _ values: [MailPlaceholder: String],
        to address: String = "mei@mail.example"
    ) throws -> Letter {
        try Letter(kind, to: #require(EmailAddress(address)), in: .english, values: values)
    }

    @Test(arguments: MailKind.allCases, Language.allCases)
    func `each kind has its words in each language, and no value is missing`(
        kind: MailKind,
        language: Language
    ) throws {
        let address = try #require(EmailAddress("mei@mail.example"))
        let sample = try Letter.sample(
            kind,
            to: address,
            in: language,
            campaign: kind.isCampaign ? .sample() : nil
        )
        let mail = try ParsedMail(printed(sample).bytes)
        let subject = try #require(mail["Subject"])
        #expect(!subject.isEmpty && !subject.contains("mail."))
        #expect(mail["Content-Language"] == language.rawValue)
        #expect(mail.parts.map(\.type) == ["text/plain; charset=utf-8", "text/html; charset=utf-8"])
        for part in mail.parts {
            #expect(part.text.contains(subject))
            #expect(!part.text.contains("{") || part.type.contains("html") == false, "\(part.text)")
            #expect(part.text.firstMatch(of: /\{[a-z]+\}|mail\.[a-z_]+\./) == nil, "\(part.text)")
            for (placeholder, value) in sample.values {
                let shown = part.type.hasPrefix("text/html") ? Self.escaped(value) : value
                #expect(part.text.contains(shown), "\(placeholder)")
            }
            for said in ["Nano Banana Pro", "Example Studio", "privacy@studio.example", "Google"] {
                #expect(part.text.contains(said))
            }
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    @Test func `the head is what the standards ask for`() throws {
        let mail = try ParsedMail(
            printed(.sample(.newSignIn, to: #require(EmailAddress("mei@mail.example")), in: .english)).bytes
        )
        #expect(mail["From"] == "Nano Banana Pro <no-reply@studio.example>")
        #expect(mail["To"] == "mei@mail.example")
        #expect(mail["Date"] == "Mon, 23 Nov 2026 18:00:00 +0000")
        #expect(mail["Message-ID"]?.wholeMatch(of: /<[0-9a-z]{26}@studio\.example>/) != nil)
        #expect(mail["MIME-Version"] == "1.0")
        #expect(mail["Auto-Submitted"] == "auto-generated")
        #expect(Set(mail.head.map(\.name)).count == mail.head.count)
    }

    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (4_102_444_799_999, "Thu, 31 Dec 2099 23:59:59 +0000"),
        ] as [(Int64, String)]
    )
    func `a date names its day`(milliseconds: Int64, text: String) {
        #expect(MailDate.text(of: Timestamp(milliseconds: milliseconds)) == text)
    }

    @Test func `a mail loads nothing from anywhere and reports nothing`() throws {
        for kind in MailKind.allCases {
            let address = try #require(EmailAddress("mei@mail.example"))
            let letter = try Letter.sample(
                kind,
                to: address,
                in: .english,
                campaign: kind.isCampaign ? .sample() : nil
            )
            let mail = try ParsedMail(printed(letter).bytes)
            let html = try #require(mail.parts.last).text.lowercased()
            for remote in [
                "<img", "src=", "url(", "<script", "<link", "@import", "<iframe", "background=", "ping=",
            ] {
                #expect(!html.contains(remote), "\(kind)")
            }
            let addresses = Set(html.matches(of: /https?:\/\/[^"<\s]+/).map { String($0.0) })
            #expect(addresses.count <= 1, "\(kind)")
        }
    }

    @Test func `what somebody typed is text in the page too`() throws {
        let letter = try letter(
            .suspended,
            [.link: "https://x.example/?a=1&b=2", .reason: "<b>bold</b> & {product} {{title}} \"x\""]
        )
        let mail = try ParsedMail(printed(letter).bytes)
        let (text, html) = (mail.parts[0].text, mail.parts[1].text)
        #expect(text.contains("<b>bold</b> & {product} {{title}} \"x\""))
        #expect(text.contains("https://x.example/?a=1&b=2"))
        #expect(!html.contains("<b>") && html.contains("&lt;b&gt;bold&lt;/b&gt; &amp; {product} {{title}}"))
        #expect(html.contains("href=\"https://x.example/?a=1&amp;b=2\""))
    }

    /// Whatever a value holds, the head stays ours, every line is short, and the text comes out as it went in.
    @Test(arguments: [
        "a\r\nBcc: eve@mail.example", "a\nb\u{2028}c\u{85}d", "\r\n\r\n--=_nbp_x", ".\r\n.", "=3D=\r\n=E4",
        String(repeating: "長", count: 900), String(repeating: "x", count: 3_000), "👩‍👩‍👧‍👦\u{301}\u{202E}abc", " ",
        "\0\u{7F}",
        "trailing blank ", "=?utf-8?B?SGk=?=",
    ])
    func `no value gets out of its place`(value: String) throws {
        let values: [MailPlaceholder: String] = [
            .link: "https://x.example/", .time: value, .device: value, .place: value,
        ]
        let letter = try letter(.newSignIn, values)
        let mail = try ParsedMail(printed(letter).bytes)
        let plain = try ParsedMail(printed(.sample(.newSignIn, to: letter.recipient, in: .english)).bytes)
        #expect(mail.head.map(\.name) == plain.head.map(\.name))
        #expect(mail.parts.count == 2)
        #expect(mail.lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x80 } })
        #expect(!mail.lines.contains { $0.contains("\n") || $0.contains("\r") })
        #expect(mail.parts[0].text.contains(try #require(letter.values[.device])))
    }

    @Test(
        arguments: [
            ("Nano Banana Pro", "Nano Banana Pro"), ("Studio, \"A\" \\ B", "\"Studio, \\\"A\\\" \\\\ B\""),
            ("影像工作室", nil), ("", ""), ("=?utf-8?B?SGk=?=", nil),
        ] as [(String, String?)]
    )
    func `a sender's name is written as names are`(name: String, written: String?) throws {
        let sender = Sender(name: name, host: "studio.example")
        let address = try #require(EmailAddress("mei@mail.example"))
        let message = try printed(.sample(.newSignIn, to: address, in: .english), sender: sender)
        let mail = try ParsedMail(message.bytes)
        let shown = written ?? name
        #expect(
            mail["From"] == (shown.isEmpty ? "no-reply@studio.example" : "\(shown) <no-reply@studio.example>")
        )
    }

    @Test func `a long name in other letters is folded between whole letters`() {
        let name = String(repeating: "影像👩‍👧é", count: 40)
        let field = HeaderField("Subject", words: name)
        let lines = field.line.components(separatedBy: "\r\n").dropLast()
        #expect(lines.count > 5)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        for word in field.value.split(separator: " ") {
            let content = Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
            #expect(content.flatMap { String(data: $0, encoding: .utf8) } != nil, "\(word)")
        }
        #expect(ParsedMail.decoded(field.value) == name)
    }

    @Test func `an address of other letters stands in the head as it is`() throws {
        let letter = try letter(.addressInUse, [.link: "https://x.example/"], to: "梅@郵件.example")
        let message = try printed(letter)
        #expect(try ParsedMail(message.bytes)["To"] == "梅@郵件.example")
        #expect(message.isInternational)
    }

    @Test func `the same letter comes out the same`() throws {
        let address = try #require(EmailAddress("mei@mail.example"))
        let letter = try Letter.sample(.confirmAddress, to: address, in: .traditionalChinese)
        #expect(try printed(letter).bytes == printed(letter).bytes)
    }

    @Test func `a paragraph that names what the letter lacks is left out`() throws {
        let letter = try letter(.newSignIn, [.link: "https://x.example/", .time: "now", .place: "here"])
        let text = try ParsedMail(printed(letter).bytes).parts[0].text
        #expect(text.contains("From: here") && !text.contains("With:"))
    }

    @Test(arguments: [
        ("localhost", "no-reply@localhost"), ("127.0.0.1", "no-reply@[127.0.0.1]"),
        ("::1", "no-reply@[IPv6:::1]"), ("studio.example", "no-reply@studio.example"),
    ])
    func `without a setting mails are from the host`(host: String, address: String) {
        #expect(Sender(name: "x", host: host).address == address)
    }

    @Test(arguments: [
        ("me@x.example", "", "me@x.example"), ("Me <me@X.example>", "Me", "me@x.example"),
        ("\"Me, too\" <me@x.example>", "Me, too", "me@x.example"),
        ("影像 <me@x.example>", "影像", "me@x.example"),
    ])
    func `a sender is a name and an address`(text: String, name: String, address: String) {
        #expect(Sender(text)?.name == name)
        #expect(Sender(text)?.address == address)
    }

    @Test(arguments: [
        "", "me", "Me <me@x.example", "Me <>", "a\nb <me@x.example>", "Me <ä@x.example>", "<<me@x.example>>",
    ])
    func `what is no sender is refused`(text: String) {
        #expect(Sender(text) == nil)
    }

    @Test func `nothing is written unescaped into the page`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../share/mail/html.mustache").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(!text.contains("{{{") && !text.contains("{{&") && !text.contains("{{%"))
    }
}
