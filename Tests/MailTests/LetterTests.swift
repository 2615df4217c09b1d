import Foundation
import Kernel
import TestSupport
import Testing

@testable import Mail

struct LetterTests {
    let address: EmailAddress

    init() throws {
        address = try #require(EmailAddress("mei@mail.example"))
    }

    private func sample(_ kind: MailKind, in language: Language = .english) throws -> Letter {
        try .sample(kind, to: address, in: language, campaign: kind.isCampaign ? .sample() : nil)
    }

    @Test(arguments: MailKind.allCases)
    func `a letter that lacks a value of its kind cannot be made`(kind: MailKind) throws {
        let whole = try sample(kind).values
        for placeholder in kind.needs {
            var values = whole
            values[placeholder] = nil
            #expect(throws: LetterDefect.missing([placeholder])) {
                try Letter(kind, to: address, in: .english, values: values)
            }
        }
    }

    @Test(arguments: MailKind.allCases)
    func `a letter with a value that its kind has no place for cannot be made`(kind: MailKind) throws {
        var values = try sample(kind).values
        values[.operator] = "somebody else"
        #expect(throws: LetterDefect.unexpected([.operator])) {
            try Letter(kind, to: address, in: .english, values: values)
        }
    }

    @Test(arguments: [
        "javascript:alert(1)", "//x.example", "http://", "https://x.example/a b",
        "https://x.example/\r\nBcc: y",
        "https://x.example/\"onclick", "https://x.example/<b>", "https://x.example/ä", "ftp://x.example",
        "https://x.example/" + String(repeating: "x", count: 2_000),
    ])
    func `a link that is none is refused`(link: String) {
        #expect(throws: LetterDefect.badLink) {
            try Letter(.addressInUse, to: address, in: .english, values: [.link: link])
        }
    }

    @Test func `a letter prints neither its address nor what opens an account`() throws {
        let letter = try Letter.sample(.resetPassword, to: address, in: .english)
        var dumped = ""
        dump(letter, to: &dumped)
        for text in ["\(letter)", String(reflecting: letter), dumped] {
            #expect(!text.contains("mei") && !text.contains("https") && !text.contains("482"))
        }
    }

    @Test(arguments: MailKind.allCases, Language.allCases)
    func `a stored letter comes back as it was`(kind: MailKind, language: Language) throws {
        let letter = try sample(kind, in: language)
        let stored = try JSONEncoder().encode(StoredLetter(letter))
        #expect(try JSONDecoder().decode(StoredLetter.self, from: stored).letter == letter)
    }

    @Test func `a moment reads the same in every language`() {
        #expect(Timestamp(milliseconds: 1_795_456_800_000).inMail == "2026-11-23 18:00 UTC")
    }
}
