import Foundation
import Testing

@testable import Accounts

struct CommonPasswordsTests {
    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../share/passwords/common.txt")

    @Test func `the list has thirty thousand, and finds each of them`() throws {
        let list = try CommonPasswords(file: Self.file)
        let words = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n")
        #expect(list.count == 30_000)
        #expect(words.count == 30_000)
        #expect(words.allSatisfy { list.contains($0) })
    }

    @Test(arguments: [
        "", "\n", "passworx", "passwordx", "Password", "password\n", "zzzzzzzzzzzzzzz", "!", "\u{10FFFF}",
        "é",
    ])
    func `it finds nothing else`(word: String) throws {
        #expect(try !CommonPasswords(file: Self.file).contains(word))
    }

    @Test func `a list of one is a list`() throws {
        let list = try CommonPasswords(Array("only\n".utf8))
        #expect(list.contains("only"))
        #expect(!list.contains("onl"))
        #expect(!list.contains("only "))
    }

    @Test(arguments: [
        ("", CommonPasswordsDefect.cutOff), ("a\nb", .cutOff), ("b\na\n", .unsorted(line: 2)),
        ("a\na\n", .unsorted(line: 2)), ("a\nc\nb\nd\n", .unsorted(line: 3)),
    ])
    func `a list that could not be searched is refused`(text: String, defect: CommonPasswordsDefect) {
        #expect(throws: defect) { try CommonPasswords(Array(text.utf8)) }
    }

    @Test func `a list of more than five megabytes is refused`() {
        let bytes = Array(repeating: UInt8(ascii: "\n"), count: 5 * 1_024 * 1_024 + 1)
        #expect(throws: CommonPasswordsDefect.tooLong) { try CommonPasswords(bytes) }
    }
}
