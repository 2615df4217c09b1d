import Foundation
import Kernel
import TestSupport
import Testing

@testable import Accounts

struct OneTimeSecretTests {
    struct Vectors: Decodable {
        struct Code: Decodable {
            let at: Int64
            let code: String
        }

        let base32: String
        let codes: [Code]
    }

    /// The key of the examples in RFC 4226 and RFC 6238.
    let secret: OneTimeSecret

    init() throws {
        secret = try #require(OneTimeSecret(bytes: Data("12345678901234567890".utf8)))
    }

    /// RFC 4226, appendix D.
    @Test(arguments: [
        (0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (4, "338314"), (5, "254676"),
        (6, "287922"),
        (7, "162583"), (8, "399871"), (9, "520489"),
    ])
    func `the codes are the standard's`(step: Int64, code: String) {
        #expect(secret.code(step).reveal() == code)
    }

    /// RFC 6238, appendix B: the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `a moment's code is the standard's`(seconds: Int64, code: String) {
        let now = Timestamp(milliseconds: seconds * 1_000)
        #expect(secret.acceptedStep(of: code, at: now, after: nil) == seconds / 30)
    }

    @Test func `another implementation makes the same codes`() throws {
        let vectors = try Fixture.read("one_time_codes", as: Vectors.self)
        let bytes = try #require(Base32.decode(vectors.base32))
        let secret = try #require(OneTimeSecret(bytes: Data(bytes)))
        #expect(secret.base32.reveal() == vectors.base32)
        #expect(vectors.codes.count == 9)
        for code in vectors.codes {
            #expect(secret.code(code.at / 30).reveal() == code.code)
        }
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
    func `the period before and the one after are good too`(offset: Int64, isTaken: Bool) {
        let (now, step) = (Timestamp(milliseconds: 1_700_000_012_345), Int64(1_700_000_012 / 30))
        let code = secret.code(step + offset).reveal()
        #expect(secret.acceptedStep(of: code, at: now, after: nil) == (isTaken ? step + offset : nil))
    }

    @Test(arguments: [
        (29_999, 0), (30_000, 1), (59_999, 1), (60_000, 2), (-1, -1), (-30_000, -1), (-30_001, -2),
    ])
    func `a period has thirty seconds, to the millisecond`(milliseconds: Int64, step: Int64) {
        #expect(OneTimeSecret.step(at: Timestamp(milliseconds: milliseconds)) == step)
    }

    @Test func `a code is taken once, and no older one after it`() {
        let (now, step) = (Timestamp(milliseconds: 1_700_000_012_345), Int64(1_700_000_012 / 30))
        let codes = (-1...1).map { secret.code(step + $0).reveal() }
        #expect(secret.acceptedStep(of: codes[1], at: now, after: step - 1) == step)
        #expect(secret.acceptedStep(of: codes[1], at: now, after: step) == nil)
        #expect(secret.acceptedStep(of: codes[0], at: now, after: step) == nil)
        #expect(secret.acceptedStep(of: codes[2], at: now, after: step) == step + 1)
    }

    @Test(arguments: ["755 224", "755-224", " 755224 "])
    func `spaces and hyphens in a code count for nothing`(typed: String) {
        #expect(secret.acceptedStep(of: typed, at: Timestamp(milliseconds: 0), after: nil) == 0)
    }

    @Test(arguments: [
        "", "0", "755225", "75522", "7552244", "0755224", "755224\n", "７５５２２４", "٧٥٥٢٢٤", "75522a",
    ])
    func `nothing else is the code`(typed: String) {
        #expect(secret.acceptedStep(of: typed, at: Timestamp(milliseconds: 0), after: nil) == nil)
    }

    @Test func `a secret has 160 bits and comes back from its bytes`() throws {
        let made = OneTimeSecret(.system)
        #expect(made.bytes.count == 20)
        #expect(made.base32.reveal().count == 32)
        #expect(try #require(OneTimeSecret(bytes: made.bytes)).bytes == made.bytes)
        #expect(OneTimeSecret(.system).bytes != made.bytes)
        #expect(OneTimeSecret(bytes: made.bytes.dropLast()) == nil)
        #expect(OneTimeSecret(bytes: made.bytes + [0]) == nil)
    }

    /// The same address is read by another implementation in `test_credentials_elsewhere.py`.
    @Test func `the address of an authenticator app is escaped`() throws {
        let ours = try Fixture.read("ours_qr_code", as: OurQRCode.self)
        let address = secret.address(issuer: "Müller & Söhne: Studio", account: "ada+test@engine.example")
        #expect(address.reveal() == ours.text)
    }

    @Test func `a secret prints as redacted`() {
        var dumped = ""
        dump(secret, to: &dumped)
        #expect("\(secret) \(secret.base32)" == "<redacted> <redacted>")
        #expect(dumped == "- <redacted>\n")
    }
}
