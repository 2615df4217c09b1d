import Accounts
import Crypto
import Foundation
import Kernel
import Testing

struct TermsTests {
    /// Whoever changes a word gives the terms another version, and adds its fingerprint here.
    private static let editions = [
        "2026.1": "9781fa6bc2d672e1faecc983af42fed0781d519e2b551a190e5462afa1843f91"
    ]

    @Test func `the words of the terms are those of their version`() throws {
        var hash = SHA256()
        for language in Language.allCases {
            let words = try Shipped.catalogue(language).strings.filter { $0.key.hasPrefix("terms.") }
            for (key, text) in words.sorted(by: { $0.key < $1.key }) {
                hash.update(data: Data("\(language.rawValue) \(key) \(text)\n".utf8))
            }
        }
        let fingerprint = hash.finalize().map { String(format: "%02x", $0) }.joined()
        #expect(fingerprint == Self.editions[Terms.version])
    }
}
