import Kernel
import TestSupport
import Testing

@testable import HTTPKit

struct SecurityTextTests {
    private let time = TestClock()

    private func text(_ contact: String?) -> String? {
        let contact = contact.flatMap { EmailAddress($0) }
        return SecurityText(contact: contact, base: "https://studio.example", clock: time.clock).text
    }

    @Test func `it names the contact, its end and its own address`() {
        let expected = """
            Contact: mailto:privacy@studio.example
            Expires: 2027-05-22T00:00:00Z
            Preferred-Languages: en, zh-Hant
            Canonical: https://studio.example/.well-known/security.txt

            """
        #expect(text("privacy@studio.example") == expected)
    }

    @Test func `it never lapses`() {
        time.advance(by: .days(3_650))
        #expect(text("a@b.example")?.contains("Expires: 2037-05-19T00:00:00Z") == true)
    }

    @Test func `an address that would break the line's form is escaped`() {
        #expect(text("a?b%c@studio.example")?.hasPrefix("Contact: mailto:a%3Fb%25c@studio.example\n") == true)
    }

    @Test func `without a contact there is none`() {
        #expect(text(nil) == nil)
    }
}
