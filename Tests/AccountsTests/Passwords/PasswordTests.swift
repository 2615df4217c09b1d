import Accounts
import Kernel
import Testing

struct PasswordTests {
    @Test(arguments: [
        "", " ", "x", "a\u{0}b", String(repeating: "é", count: 256), String(repeating: "🍌", count: 256),
    ])
    func `whatever was typed is a password to try`(typed: String) throws {
        _ = try Password(typed)
    }

    @Test(arguments: [String(repeating: "a", count: 257), String(repeating: "e\u{301}", count: 129)])
    func `a password has at most 256 scalars`(typed: String) {
        #expect(throws: Problem(.passwordTooLong, field: "password", ["limit": "256"])) {
            try Password(typed)
        }
    }

    @Test func `a password prints as redacted`() throws {
        let password = try Password("correct horse battery staple")
        var dumped = ""
        dump(password, to: &dumped)
        #expect(["\(password)", String(reflecting: password)] == ["<redacted>", "<redacted>"])
        #expect(dumped == "- <redacted>\n")
    }
}
