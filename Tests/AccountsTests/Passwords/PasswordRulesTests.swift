import Accounts
import Foundation
import Kernel
import Testing

struct PasswordRulesTests {
    static let rules = Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../share")
        let common = try CommonPasswords(file: folder.appending(path: "passwords/common.txt"))
        return PasswordRules(common: common, names: ["Nano Banana Pro", "Müller & Söhne", "香蕉公司"])
    }

    static func fault(
        _ typed: String,
        _ address: String = "ada.lovelace1815@engine.example"
    ) throws -> Problem.Code? {
        do {
            try rules.get().judge(Password(typed), for: EmailAddress(address))
            return nil
        } catch let problem as Problem {
            #expect(problem.field == "password")
            return problem.code
        }
    }

    @Test(arguments: [
        "correct horse battery staple", "tr0ub4dor&3-and-more", "839274650193", "zwölf Zeichen",
        "密碼雖然短但是很難猜中喔", "🍌🍎🍌🍎🍐🍌🍎🍌🍎🍐🍇🍇", "nanobanana xylophone", "Pro.Nano.Zebra", "lovelace invented",
    ])
    func `a password of any signs is good if it is long enough and nothing that one would try`(
        typed: String
    ) throws {
        #expect(try Self.fault(typed) == nil)
    }

    @Test(arguments: ["", "short", "elevenchars", "密碼密碼密碼密碼密碼密", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e"])
    func `a password has at least twelve scalars`(typed: String) throws {
        #expect(try Self.fault(typed) == .passwordTooShort)
    }

    @Test(arguments: [
        "1q2w3e4r5t6y", "needforspeed", "NEEDFORSPEED", "NeedForSpeed", "needforspeed2026", "password1234",
        "Password20262026", "passwordpassword", "123456123456", "aaaaaaaaaaaa", "monkeymonkeymonkey",
        "dragondragon99",
        "            ", "121212121212", "🍌🍌🍌🍌🍌🍌🍌🍌🍌🍌🍌🍌",
    ])
    func `what everybody tries first is refused, in other cases and with digits at its end too`(
        typed: String
    ) throws {
        #expect(try Self.fault(typed) == .passwordTooCommon)
    }

    @Test(arguments: [
        "nanobananapro", "NanoBananaPro!", "nano-banana-pro-1", "Banana#Banana#2026", "1nano2nano3nano",
        "MüllerSöhne2026",
        "müller & söhne", "adalovelace1815", "Lovelace.Ada.1815", "ADA_ada_ADA_ada", "香蕉公司1234567890",
        "lovelaceNanoPro",
    ])
    func `names of the site, its operator or the owner's address alone are refused`(typed: String) throws {
        #expect(try Self.fault(typed) == .passwordObvious)
    }

    @Test func `without an address only the names count`() throws {
        try Self.rules.get().judge(Password("adalovelace1815"), for: nil)
    }

    @Test func `somebody else's address is nothing obvious`() throws {
        #expect(try Self.fault("adalovelace1815", "grace@navy.example") == nil)
    }

    @Test func `an address of two letters forbids no words`() throws {
        #expect(try Self.fault("banana ab zebra", "ab@x.example") == nil)
        #expect(try Self.fault("ab-ab-abab-ab", "ab@x.example") == nil)
    }
}
