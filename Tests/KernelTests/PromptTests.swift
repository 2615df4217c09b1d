import Kernel
import Testing

struct PromptTests {
    static let tooLong = Problem(.promptTooLong, field: "prompt", ["limit": "32000"])

    @Test(arguments: [
        ("a cat", "a cat"),
        ("  a cat \n\t", "a cat"),
        ("a\r\ncat\rnow\nhere", "a\ncat\nnow\nhere"),
        ("a\r\n\r\ncat", "a\n\ncat"),
        ("cafe\u{301}", "caf\u{E9}"),
        ("\u{212B}", "\u{C5}"),
        ("\u{1100}\u{1161}", "\u{AC00}"),
        ("a\tcat", "a\tcat"),
        ("\u{3000}貓\u{3000}", "貓"),
        ("👩‍👩‍👧 on a sofa", "👩‍👩‍👧 on a sofa"),
    ])
    func `line ends, composition and outer white space are settled once`(typed: String, text: String) throws {
        let prompt = try Prompt(typed)
        #expect(Array(prompt.text.unicodeScalars) == Array(text.unicodeScalars))
        #expect(try Prompt(prompt.text) == prompt)
    }

    @Test(arguments: ["", " ", "\n", "\r\n", "\t \n", "\u{3000}\u{A0}\u{2003}"])
    func `white space alone is an empty prompt`(typed: String) {
        #expect(throws: Problem(.promptEmpty, field: "prompt")) { try Prompt(typed) }
    }

    @Test(arguments: ["\0", "\u{1}", "\u{8}", "\u{B}", "\u{1B}", "\u{7F}", "\u{9F}"])
    func `control characters are refused`(control: String) {
        #expect(throws: Problem(.promptControlCharacters, field: "prompt")) { try Prompt("a\(control)cat") }
    }

    @Test(arguments: ["a", "貓", "😀", "\u{AC00}"])
    func `exactly 32,000 characters are taken, and not one more`(character: String) throws {
        let longest = String(repeating: character, count: 32_000)
        #expect(try Prompt(longest).text.unicodeScalars.count == 32_000)
        #expect(throws: Self.tooLong) { try Prompt(longest + character) }
    }

    /// Alpha with breathing, accent and iota: no other letter composes from as many.
    @Test func `the limit counts characters after they were composed`() throws {
        let typed = String(repeating: "\u{3B1}\u{313}\u{300}\u{345}", count: 32_000)
        #expect(try Prompt(typed).text.unicodeScalars.count == 32_000)
    }

    @Test func `a letter that composing takes apart counts as its parts`() {
        // A musical note that Unicode excludes from composition: three scalars for one.
        let typed = String(repeating: "\u{1D160}", count: 11_000)
        #expect(throws: Self.tooLong) { try Prompt(typed) }
    }

    @Test func `a text past every limit is refused before the work`() {
        #expect(throws: Self.tooLong) { try Prompt(String(repeating: " ", count: 1_000_000)) }
    }
}
