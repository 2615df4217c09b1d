import Accounts
import Kernel
import TestSupport
import Testing

struct RecoveryCodeTests {
    @Test func `a person gets ten different codes`() {
        let codes = RecoveryCode.make(.system)
        #expect(codes.count == 10)
        #expect(Set(codes).count == 10)
    }

    @Test func `a code is three groups of four signs that nobody confuses`() {
        for code in RecoveryCode.make(.system) {
            let form = #/[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}/#
            #expect(code.text.reveal().wholeMatch(of: form) != nil)
        }
    }

    /// Twelve signs of five bits each are sixty.
    @Test func `every sign is as likely as any other`() {
        let bytes = (UInt8.min ... .max).map { $0 }
        let signs = bytes.flatMap { byte in
            RecoveryCode.make(Randomness { Array(repeating: byte, count: $0) })[0].text.reveal().prefix(1)
        }
        let counts = Dictionary(grouping: signs, by: \.self).mapValues(\.count)
        #expect(counts.count == 32)
        #expect(Set(counts.values) == [8])
    }

    @Test func `a code is read as people type it`() throws {
        let code = try #require(RecoveryCode("7K10-9MXA-T04B"))
        for typed in [
            "7k10-9mxa-t04b", "7K109MXAT04B", " 7k1O 9mxa tO4b ", "7KI0-9MXA-T04B", "7kl0-9mxa-to4b",
        ] {
            #expect(RecoveryCode(typed) == code, "\(typed)")
        }
        #expect(code.text.reveal() == "7K10-9MXA-T04B")
    }

    @Test(arguments: [
        "", "7K10-9MXA-T04", "7K10-9MXA-T04BB", "7K10-9MXA-T04U", "7K10_9MXA_T04B", "７K10-9MXA-T04B",
        "7K10-9MXA-T04é",
    ])
    func `nothing else is a code`(typed: String) {
        #expect(RecoveryCode(typed) == nil)
    }

    @Test func `what is stored finds the code, of its person alone`() async throws {
        let place = try await TestInstallation()
        let (ada, grace): (SubjectID, SubjectID) = (.sample(1), .sample(2))
        let codes = RecoveryCode.make(.seeded())
        let stored = codes.map { $0.index(in: place.vault, of: ada) }
        let typed = try #require(RecoveryCode(codes[3].text.reveal().lowercased()))
        #expect(stored.firstIndex(of: typed.index(in: place.vault, of: ada)) == 3)
        #expect(!stored.contains(typed.index(in: place.vault, of: grace)))
        #expect(Set(stored).count == 10)
        #expect(stored.allSatisfy { $0.count == 32 })
    }

    @Test func `a code prints as redacted`() {
        let code = RecoveryCode.make(.system)[0]
        #expect("\(code) \(code.text)" == "<redacted> <redacted>")
        #expect(Mirror(reflecting: code).children.isEmpty)
    }
}
