import Kernel
import Testing

struct EmailAddressTests {
    static let label63 = String(repeating: "a", count: 63)

    @Test(arguments: [
        "a@b.example", "first.last@example.org", "o'brien+tag@sub.example.co.uk",
        "!#$%&'*+-/=?^_`{|}~@x.example",
        "1@2.example", "用戶@例子.example", "a@xn--fsqu00a.example",
        "\(String(repeating: "l", count: 64))@e.example",
        "a@\(label63).example",
    ])
    func `an address that servers accept is read as it is`(text: String) {
        #expect(EmailAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "a", "@", "a@", "@b.example", "a@b", "a@@b.example", "a@b@c.example", ".a@b.example",
        "a.@b.example",
        "a..b@c.example", "a b@c.example", "a@b .example", "a@-b.example", "a@b-.example", "a@.example",
        "a@b.example.", "a@b..example", "\"a b\"@c.example", "a@[127.0.0.1]", "a<b>@c.example",
        "a,b@c.example",
        "a@b.example\n", "a@b.exam\0ple", "a(comment)@b.example",
        "\(String(repeating: "l", count: 65))@e.example",
        "a@\(label63)a.example", "😀@b.example", "a@b_c.example",
    ])
    func `everything else is refused`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: [(254, true), (255, false)])
    func `the longest address has 254 bytes`(length: Int, isRead: Bool) {
        let domain = [Self.label63, Self.label63, Self.label63].joined(separator: ".")
        let text = "a@\(domain)." + String(repeating: "z", count: length - domain.utf8.count - 3)
        #expect(text.utf8.count == length)
        #expect((EmailAddress(text) != nil) == isRead)
    }

    @Test func `the domain is folded to lower case and the local part is not`() {
        #expect(EmailAddress("Some.One@EXAMPLE.Org")?.text == "Some.One@example.org")
    }

    @Test(arguments: ["a@ÉCOLE.example", "a@İ.example", "A@ΣΑΣ.example"])
    func `what was read once is read again`(text: String) {
        guard let address = EmailAddress(text) else { return }
        #expect(EmailAddress(address.text) == address)
    }
}
