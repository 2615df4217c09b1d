import Kernel
import Testing

@testable import Mail

struct CampaignFileTests {
    @Test func `a letter has a subject and paragraphs in each language`() throws {
        let file = try CampaignFile(
            "\n# en: What is new \r\n\r\nOne\r\nline.\r\n \r\n\r\n\r\nTwo.\r\n# zh-Hant: 新消息\n一。\n"
        )
        #expect(file.words[.english]?.subject == "What is new")
        #expect(file.words[.english]?.paragraphs == ["One\nline.", "Two."])
        #expect(file.words[.traditionalChinese] == CampaignWords(subject: "新消息", text: "一。"))
    }

    @Test(
        arguments: [
            ("", .missing(.english)), ("Hello", .noHead), ("# en: A\na", .missing(.traditionalChinese)),
            ("# fr: A\na", .unknownLanguage("fr")), ("# en: A\na\n# en: B\nb", .twice(.english)),
            ("# en:\na", .empty(.english)), ("# en: A\n \n", .empty(.english)),
            ("# en: A\na\u{0}", .controls(.english)),
            ("# en: \(String(repeating: "a", count: 151))\na", .tooLong(.english)),
            ("# en: A\n\(String(repeating: "a", count: 20_001))", .tooLong(.english)),
        ] as [(String, CampaignDefect)]
    )
    func `what is no letter is refused with the reason`(text: String, defect: CampaignDefect) {
        #expect(throws: defect) { try CampaignFile(text) }
    }
}
