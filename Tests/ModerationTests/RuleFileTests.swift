import Foundation
import Kernel
import TestSupport
import Testing

@testable import Moderation

/// How an operator's file is read, and what is said of one that is wrong.
struct RuleFileTests {
    private let good = """
        # what we do not draw
        [weapons]
        reason: No weapons.
        reason.zh-Hant: 不畫武器。
        language: en
        severity: high
        - pipe bomb

        [spam]
        reason: No spam.
        - free money
        - 免費拿錢
        """

    @Test func `a file is read as it is written`() throws {
        let rules = try RuleBook(good).rules
        #expect(rules.rules.map(\.id) == ["weapons", "spam"])
        #expect(rules.rules.map(\.severity) == [.high, .medium])
        #expect(rules.rule(named: "weapons")?.reason(in: .traditionalChinese) == "不畫武器。")
        #expect(rules.rule(named: "spam")?.reason(in: .traditionalChinese) == "No spam.")
        #expect(rules.version.count == 12)
    }

    @Test(arguments: [
        ("- early", 1), ("[Bad]\nreason: x\n- y", 1), ("[a]\nreason: x\n- y\n[a]\nreason: x\n- y", 4),
        ("[a]\nreason: x", 1), ("[a]\n- y", 1), ("[a]\nreason: x\n-", 3), ("[a]\nreason: x\n- !?", 3),
        ("[a]\nreason: x\n- y\nwords: z", 4), ("[a]\nreason: x\nreason: z\n- y", 3),
        ("[a]\nreason.fr: x\n- y", 2), ("[a]\nreason: x\nseverity: grave\n- y", 3),
        ("[a]\nreason: x\nlanguage: English\n- y", 3), ("[a]\nreason: x\n- y\nplain", 4),
        ("[a\nreason: x", 1),
        ("[a]\nreason: \u{7}\n- y", 2), ("[a]\nreason: x\n- " + String(repeating: "y", count: 201), 3),
    ])
    func `a fault is named with its line`(text: String, line: Int) {
        let refusal = #expect(throws: RuleFileRefusal.self) { try RuleBook(text, path: "list.txt") }
        #expect(refusal?.faults.first?.line == line, "\(text)")
        #expect(refusal?.description.hasPrefix("list.txt, line \(line): ") == true)
    }

    @Test func `bytes that are no text, or too many, are refused`() {
        let odd = Data([0x5B, 0xFF, 0x5D])
        #expect(throws: RuleFileRefusal.self) { try RuleFile.rules(in: odd, of: "x") }
        let long = Data(repeating: 0x23, count: RuleFile.longest + 1)
        #expect(throws: RuleFileRefusal.self) { try RuleFile.rules(in: long, of: "x") }
    }

    @Test func `whatever is cut or changed is read or refused, and nothing else`() {
        let bytes = Array(good.utf8)
        for place in bytes.indices {
            _ = try? RuleFile.rules(in: Data(bytes[..<place]), of: "x")
            for byte in [0x00, 0x0A, 0x5B, 0x2D, 0xFF] as [UInt8] {
                var changed = bytes
                changed[place] = byte
                _ = try? RuleFile.rules(in: Data(changed), of: "x")
            }
        }
    }

    @Test func `ten thousand rules are read, one more is not`() throws {
        func text(_ count: Int) -> String {
            (0..<count).map { "[r\($0)]\nreason: x\n- word\(String($0, radix: 26))q\n" }.joined()
        }
        #expect(try RuleBook(text(RuleFile.mostRules)).rules.rules.count == RuleFile.mostRules)
        #expect(throws: RuleFileRefusal.self) { try RuleBook(text(RuleFile.mostRules + 1)) }
    }

    @Test func `a changed file is taken anew, a broken or missing one leaves what was`() throws {
        let folder = try TempFolder()
        let file = folder.url.appending(path: "blocklist.txt")
        let book = try RuleBook(file: file)
        #expect(book.rules.rules.isEmpty)
        try Data(good.utf8).write(to: file)
        guard case .renewed(2) = book.reload() else { throw Unexpected() }
        guard case .none = book.reload() else { throw Unexpected() }
        try Data("nonsense".utf8).write(to: file)
        guard case .refused = book.reload() else { throw Unexpected() }
        guard case .none = book.reload() else { throw Unexpected() }
        #expect(book.rules.rules.count == 2)
        try FileManager.default.removeItem(at: file)
        guard case .refused = book.reload() else { throw Unexpected() }
        #expect(book.rules.rules.count == 2)
        try Data().write(to: file)
        guard case .renewed(0) = book.reload() else { throw Unexpected() }
    }

    @Test func `a file that the operator names has to be there`() throws {
        let folder = try TempFolder()
        #expect(throws: RuleFileRefusal.self) {
            try RuleBook(file: folder.url.appending(path: "none.txt"), isRequired: true)
        }
    }

    private struct Unexpected: Error {}
}
