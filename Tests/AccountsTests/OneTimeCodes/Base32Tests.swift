import Kernel
import TestSupport
import Testing

@testable import Accounts

struct Base32Tests {
    /// RFC 4648, section 10.
    static let vectors = [
        ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======"),
    ]

    @Test(arguments: vectors)
    func `the standard's examples are written`(plain: String, coded: String) {
        #expect(Base32.encode(plain.utf8, isPadded: true) == coded)
        #expect(Base32.encode(plain.utf8) == coded.replacing("=", with: ""))
    }

    @Test(arguments: vectors)
    func `the standard's examples are read, with padding, without, and in lower case`(
        plain: String,
        coded: String
    ) {
        for text in [coded, coded.replacing("=", with: ""), coded.lowercased()] {
            #expect(Base32.decode(text) == Array(plain.utf8))
        }
    }

    @Test(arguments: [
        "M", "MZX", "MZXW6Y", "MY=", "MY=====", "MY=======", "MZXW6YTB=", "========", "=", "M1", "M0", "M8",
        "MZ XQ",
        "MZ", "MZXW7", "MZXQ-", "MY======MY======", "É", "ﬀ",
    ])
    func `nothing else is read`(text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test func `any bytes come back`() {
        let randomness = Randomness.seeded()
        for length in 0..<64 {
            let bytes = randomness.bytes(length)
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
        }
    }
}
