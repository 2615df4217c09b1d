import CBOR
import Foundation
import TestSupport
import Testing

@testable import Accounts

/// Answers that other programs made: Python's `cryptography` and `cbor2`, and Chromium.
///
/// `test_credentials_elsewhere.py` shows the same answers to Python's `fido2`.
struct PasskeyVectorTests {
    struct Vectors: Decodable {
        struct Key: Decodable, CustomTestStringConvertible {
            let maker: String
            let creationChallenge: Base64URL
            let registration: PasskeyRegistration
            let requestChallenge: Base64URL
            let assertion: PasskeyAssertion

            private enum CodingKeys: String, CodingKey {
                case maker = "made_by"
                case creationChallenge = "creation_challenge"
                case requestChallenge = "request_challenge"
                case registration, assertion
            }

            var testDescription: String { maker }
        }

        let site: String
        let origin: String
        let handle: Base64URL
        let keys: [Key]
    }

    @Test(arguments: ["passkeys", "chromium_passkeys"])
    func `what other programs make is taken`(name: String) throws {
        let vectors = try Fixture.read(name, as: Vectors.self)
        let site = try #require(RelyingParty(name: "Studio", host: vectors.site, origins: [vectors.origin]))
        let handle = try #require(PasskeyUserHandle(bytes: vectors.handle.bytes))
        #expect(!vectors.keys.isEmpty)
        for key in vectors.keys {
            let creation = try #require(PasskeyChallenge(bytes: key.creationChallenge.bytes))
            let request = try #require(PasskeyChallenge(bytes: key.requestChallenge.bytes))
            let passkey = try site.verify(key.registration, answering: creation)
            let stored = try COSEKey(decoding: passkey.key.encoded)
            #expect(stored == passkey.key)
            let use = try site.verify(key.assertion, of: passkey, owner: handle, answering: request)
            #expect(!use.isCloneSuspected)
            #expect(throws: PasskeyRefusal.wrongChallenge) {
                try site.verify(key.registration, answering: request)
            }
            #expect(throws: PasskeyRefusal.wrongChallenge) {
                try site.verify(key.assertion, of: passkey, owner: handle, answering: creation)
            }
        }
    }
}
