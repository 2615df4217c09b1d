import CBOR
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Accounts

struct RelyingPartyTests {
    @Test(arguments: ["studio.example", "localhost", "a-b.c1.example", "xn--bcher-kva.example", "1.example"])
    func `a host's name is a site of passkeys`(host: String) {
        #expect(RelyingParty(name: "Studio", host: host, origins: ["https://\(host)"])?.id == host)
    }

    @Test(arguments: [
        "", "127.0.0.1", "::1", "[::1]", "10.1", "1", "studio.example.", ".example", "a..b", "bücher.example",
        "a b", "Studio.example", "studio.example:8080", String(repeating: "a.", count: 127) + "example",
    ])
    func `an address or what is no host's name has no passkeys`(host: String) {
        #expect(RelyingParty(name: "Studio", host: host, origins: ["https://studio.example"]) == nil)
    }

    @Test func `a site has an origin`() {
        #expect(RelyingParty(name: "Studio", host: "studio.example", origins: []) == nil)
    }

    @Test func `the options of a creation are those of the standard`() throws {
        let site = try #require(SoftAuthenticator.site)
        let options = site.creationOptions(
            for: PasskeyUserHandle(.seeded(1)),
            named: "ada@engine.example",
            challenge: PasskeyChallenge(.seeded(2)),
            besides: [
                Passkey(
                    id: Data([0xFB, 0xFF]),
                    key: .ed25519([]),
                    signCount: 0,
                    isBackupEligible: false,
                    isBackedUp: false,
                    transports: [.usb]
                )
            ]
        )
        let (handle, challenge) = (
            Base64URL(PasskeyUserHandle(.seeded(1)).bytes), Base64URL(PasskeyChallenge(.seeded(2)).bytes)
        )
        #expect(
            try Self.json(options) == """
                {"attestation":"none","authenticatorSelection":{"requireResidentKey":true,"residentKey":"required",\
                "userVerification":"required"},"challenge":"\(challenge.text)","excludeCredentials":\
                [{"id":"-_8","transports":["usb"],"type":"public-key"}],"pubKeyCredParams":[{"alg":-8,"type":"public-key"},\
                {"alg":-7,"type":"public-key"},{"alg":-257,"type":"public-key"}],"rp":{"id":"studio.example","name":"Studio"},\
                "timeout":300000,"user":{"displayName":"ada@engine.example","id":"\(handle.text)","name":"ada@engine.example"}}
                """
        )
    }

    @Test func `the options of a sign-in are those of the standard`() throws {
        let site = try #require(SoftAuthenticator.site)
        let challenge = PasskeyChallenge(.seeded(2))
        #expect(
            try Self.json(site.requestOptions(challenge: challenge)) == """
                {"allowCredentials":[],"challenge":"\(Base64URL(challenge.bytes).text)","rpId":"studio.example",\
                "timeout":300000,"userVerification":"required"}
                """
        )
        let known = try SoftAuthenticator().passkey()
        #expect(
            site.requestOptions(challenge: challenge, allowing: [known]).allowCredentials.map(\.id.bytes) == [
                known.id
            ]
        )
    }

    @Test func `challenges and handles are 256 bits that come back`() {
        let (challenge, handle) = (PasskeyChallenge(.system), PasskeyUserHandle(.system))
        #expect(challenge.bytes.count == 32)
        #expect(PasskeyChallenge(bytes: challenge.bytes) == challenge)
        #expect(PasskeyUserHandle(bytes: handle.bytes) == handle)
        #expect(PasskeyChallenge(bytes: challenge.bytes.dropLast()) == nil)
        #expect(PasskeyUserHandle(bytes: handle.bytes + [0]) == nil)
        #expect(PasskeyChallenge(.system) != challenge)
    }

    @Test(arguments: PasskeyRefusal.allCases)
    func `people are told only that a passkey did not work`(refusal: PasskeyRefusal) {
        #expect(refusal.problem == Problem(.passkeyRefused))
    }

    private static func json(_ options: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(options), as: UTF8.self)
    }
}

struct Base64URLTests {
    @Test(
        arguments: [
            ("", []), ("AA", [0]), ("_w", [255]), ("-_8", [0xFB, 0xFF]), ("AAEC", [0, 1, 2]),
        ] as [(String, [UInt8])]
    )
    func `bytes come back`(text: String, bytes: [UInt8]) throws {
        #expect(Base64URL(Data(bytes)).text == text)
        #expect(try #require(Base64URL(text)).bytes == Data(bytes))
    }

    @Test(arguments: ["A", "AA==", "AAE=", "+/8", "AB", "_x", "A A", "AAAAA", "é", "AA\n", "="])
    func `nothing but the one spelling is read`(text: String) {
        #expect(Base64URL(text) == nil)
    }

    @Test func `an answer with anything else is no answer`() {
        let json = #"{"id":"AA==","client_data":"","attestation_object":"","transports":[]}"#
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PasskeyRegistration.self, from: Data(json.utf8))
        }
    }
}
