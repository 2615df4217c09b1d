import Accounts
import Kernel
import TestSupport
import Testing

struct MailCodeTests {
    @Test func `a code is eight digits, shown in two groups`() {
        for seed in UInt64(0)..<200 {
            let text = MailCode(.seeded(seed)).text.reveal()
            #expect(text.wholeMatch(of: #/\d{4} \d{4}/#) != nil)
        }
    }

    @Test(
        arguments: [
            (UInt128(0), "0000 0000"), (1, "0000 0001"), (99_999_999, "9999 9999"),
            (100_000_000, "0000 0000"),
            (UInt128.max, "6821 1455"),
        ] as [(UInt128, String)]
    )
    func `the code is the remainder of 128 random bits`(number: UInt128, text: String) {
        let bytes = stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
        #expect(MailCode(Randomness { count in Array(bytes.prefix(count)) }).text.reveal() == text)
    }

    @Test func `every digit occurs about as often as any other, in each place`() {
        let randomness = Randomness.seeded(12)
        var counts: [[Int]] = Array(repeating: Array(repeating: 0, count: 10), count: 8)
        for _ in 0..<5_000 {
            let digits = MailCode(randomness).text.reveal().compactMap(\.wholeNumberValue)
            for (place, digit) in digits.enumerated() {
                counts[place][digit] += 1
            }
        }
        #expect(counts.joined().allSatisfy { (400...600).contains($0) })
    }

    @Test(arguments: ["12345678", "1234 5678", "1234-5678", " 12345678 "])
    func `a code is read as people type it`(typed: String) throws {
        #expect(try #require(MailCode(typed)).text.reveal() == "1234 5678")
    }

    @Test(arguments: ["", "1234567", "123456789", "1234567a", "１２３４５６７８", "1234\n5678", "+1234567"])
    func `nothing else is a code`(typed: String) {
        #expect(MailCode(typed) == nil)
    }

    @Test func `what is stored finds the code, for its own purpose alone`() async throws {
        let vault = try await TestInstallation().vault
        let code = try #require(MailCode("12345678"))
        let other = try #require(MailCode("12345679"))
        let (one, two): (RowID, RowID) = (.sample(1), .sample(2))
        #expect(code.index(in: vault, for: one) == code.index(in: vault, for: one))
        #expect(code.index(in: vault, for: one) != code.index(in: vault, for: two))
        #expect(code.index(in: vault, for: one) != other.index(in: vault, for: one))
    }

    @Test func `a code prints as redacted`() {
        let code = MailCode(.system)
        #expect("\(code) \(code.text)" == "<redacted> <redacted>")
        #expect(Mirror(reflecting: code).children.isEmpty)
    }
}
