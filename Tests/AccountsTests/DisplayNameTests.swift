import Kernel
import Testing

@testable import Accounts

struct DisplayNameTests {
    @Test(arguments: [
        ("Mei", "Mei"), ("  Mei Lin\t", "Mei Lin"), ("梅", "梅"), ("👩‍🎨", "👩‍🎨"),
        (String(repeating: "a", count: 80), String(repeating: "a", count: 80)),
    ])
    func `a name is taken without the blanks around it`(typed: String, name: String) throws {
        #expect(try DisplayName(typed).text == name)
    }

    @Test(arguments: [
        "", "   ", "a\nb", "a\u{0}b", "\u{202E}gnp.exe", "a\u{200B}b", "\u{FEFF}x", "a\u{2028}b",
        String(repeating: "a", count: 81),
    ])
    func `a name that is nothing, too long, or turns the words around it is refused`(typed: String) {
        #expect(throws: Problem(.nameMalformed, field: "display_name", ["limit": "80"])) {
            try DisplayName(typed)
        }
    }
}
