import Accounts
import Kernel
import Testing

/// One spelling of what can be spelt in several ways.
struct SpellingTests {
    @Test(arguments: ["  e\u{301}  ", "\u{e9}"])
    func `a name is kept composed and without white space at its ends`(typed: String) throws {
        #expect(try DisplayName(typed).text.unicodeScalars.elementsEqual("\u{e9}".unicodeScalars))
    }
}
