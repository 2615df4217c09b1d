import CBOR
import Crypto
import CryptoExtras
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Accounts

struct PasskeyRegistrationTests {
    let site: RelyingParty
    let challenge = PasskeyChallenge(.seeded(1))
    let device = SoftAuthenticator()

    init() throws {
        site = try #require(SoftAuthenticator.site)
    }

    private func refusal(of registration: PasskeyRegistration) -> PasskeyRefusal? {
        do throws(PasskeyRefusal) {
            _ = try site.verify(registration, answering: challenge)
            return nil
        } catch {
            return error
        }
    }

    private func refusal(_ change: (inout SoftAuthenticator.Claims) -> Void) throws -> PasskeyRefusal? {
        var claims = SoftAuthenticator.Claims.registering(challenge)
        change(&claims)
        return refusal(of: try device.register(claims))
    }

    private func refusalOfStatement(
        _ statement: @escaping (_ data: Data, _ clientData: Data) throws -> CBOR
    ) throws -> PasskeyRefusal? {
        refusal(of: try device.register(.registering(challenge), attestation: statement))
    }

    @Test func `an honest answer makes a passkey`() throws {
        let passkey = try site.verify(device.register(.registering(challenge)), answering: challenge)
        #expect(passkey.id == device.id)
        #expect(try passkey.key == device.key)
        #expect(passkey.signCount == 0)
        #expect(passkey.isBackupEligible)
        #expect(!passkey.isBackedUp)
        #expect(passkey.transports == [.hybrid, .internal])
    }

    @Test func `keys of all three algorithms are taken`() throws {
        let keys: [SoftAuthenticator.PrivateKey] = [
            .es256(.init()), .ed25519(.init()), .rs256(try .init(keySize: .bits2048)),
        ]
        for key in keys {
            let device = SoftAuthenticator(key)
            let passkey = try site.verify(device.register(.registering(challenge)), answering: challenge)
            #expect(try passkey.key == device.key)
        }
    }

    @Test func `what the device says of copies and of its count is kept`() throws {
        var claims = SoftAuthenticator.Claims.registering(challenge)
        (claims.flags, claims.signCount) = (0b0101_1101, 0xDEAD_BEEF)
        let passkey = try site.verify(device.register(claims), answering: challenge)
        #expect(passkey.isBackedUp)
        #expect(passkey.signCount == 0xDEAD_BEEF)
        claims.flags = 0b0100_0101
        #expect(try !site.verify(device.register(claims), answering: challenge).isBackupEligible)
    }

    @Test(arguments: ["webauthn.get", "", "webauthn.create ", "payment.get"])
    func `an answer to something else is refused`(type: String) throws {
        #expect(try refusal { $0.type = type } == .wrongCeremony)
    }

    @Test func `an answer to another challenge is refused`() throws {
        #expect(try refusal { $0.challenge = PasskeyChallenge(.seeded(2)) } == .wrongChallenge)
    }

    @Test(arguments: [
        "https://evil.example", "http://studio.example", "https://studio.example:444",
        "https://studio.example/",
        "https://studio.example.evil.example", "https://www.studio.example", "HTTPS://STUDIO.EXAMPLE", "null",
        "",
    ])
    func `an answer from a page that is not ours is refused`(origin: String) throws {
        #expect(try refusal { $0.origin = origin } == .wrongOrigin)
    }

    @Test func `every origin of ours will do`() throws {
        #expect(try refusal { $0.origin = "https://studio.example:8443" } == nil)
    }

    @Test func `an answer from inside another site's page is refused`() throws {
        #expect(try refusal { $0.crossOrigin = true } == .crossOrigin)
        #expect(try refusal { $0.topOrigin = "https://evil.example" } == .crossOrigin)
        #expect(try refusal { $0.crossOrigin = nil } == nil)
    }

    @Test(arguments: [
        "", "{", "[]", "null", #"{"type":"webauthn.create"}"#, #"{"type":1,"challenge":"","origin":""}"#,
    ])
    func `a browser's account of another shape is refused`(text: String) throws {
        #expect(try refusal { $0.clientData = Data(text.utf8) } == .clientDataMalformed)
    }

    @Test func `a browser's account that is not UTF-8 is refused`() throws {
        let claims = SoftAuthenticator.Claims.registering(challenge)
        let data =
            try device.clientData(claims).dropLast() + Data(#","x":""#.utf8) + [0xFF] + Data(#""}"#.utf8)
        #expect(try refusal { $0.clientData = data } == .clientDataMalformed)
    }

    @Test func `an endless browser's account is refused`() throws {
        #expect(try refusal { $0.clientData = Data(repeating: 32, count: 8_193) } == .tooLong)
    }

    @Test(arguments: ["evil.example", "studio.example.", "www.studio.example", "example", "Studio.example"])
    func `a passkey of another site is refused`(other: String) throws {
        #expect(try refusal { $0.site = other } == .wrongSite)
    }

    @Test(
        arguments: [
            (0b0100_1100, PasskeyRefusal.userAbsent), (0b0100_1001, .userUnverified),
            (0b0101_0101, .backupImpossible),
            (0b0000_1101, .authenticatorDataMalformed), (0b1100_1101, .authenticatorDataMalformed),
        ] as [(UInt8, PasskeyRefusal)]
    )
    func `each flag must be as it should`(flags: UInt8, expected: PasskeyRefusal) throws {
        #expect(try refusal { $0.flags = flags } == expected)
    }

    @Test func `data without a passkey are refused`() throws {
        var claims = SoftAuthenticator.Claims.registering(challenge)
        claims.flags = 0b0000_1101
        #expect(refusal(of: try device.register(claims, credential: [])) == .authenticatorDataMalformed)
    }

    @Test func `extensions are read over`() throws {
        let extensions: CBOR = ["credProtect": 2]
        #expect(try refusal { ($0.flags, $0.tail) = (0b1100_1101, extensions.encoded) } == nil)
        #expect(
            try refusal { ($0.flags, $0.tail) = (0b1100_1101, [0x01]) } == .authenticatorDataMalformed,
            "extensions are a map"
        )
    }

    @Test func `nothing may follow the data`() throws {
        #expect(try refusal { $0.tail = [0] } == .authenticatorDataMalformed)
        let extensions: CBOR = ["credProtect": 2]
        #expect(
            try refusal { ($0.flags, $0.tail) = (0b1100_1101, extensions.encoded + [0]) }
                == .authenticatorDataMalformed
        )
    }

    @Test func `the answer is about the passkey that was made`() throws {
        let registration = try device.register(
            .registering(challenge),
            answeredID: Data(repeating: 1, count: 32)
        )
        #expect(refusal(of: registration) == .wrongPasskey)
    }

    @Test(arguments: [(15, false), (16, true), (1_023, true), (1_024, false)])
    func `a passkey's id has 16 to 1,023 bytes`(length: Int, isTaken: Bool) throws {
        let id = Data(repeating: 7, count: length)
        let registration = try device.register(
            .registering(challenge),
            credential: device.credential(id: id),
            answeredID: id
        )
        #expect(refusal(of: registration) == (isTaken ? nil : .authenticatorDataMalformed))
    }

    @Test func `a key that is none is refused`() throws {
        let nowhere = COSEKey.es256(x: Array(repeating: 1, count: 32), y: Array(repeating: 2, count: 32))
        var compressed = try #require(device.key.cbor.map)
        compressed[-3] = true
        for key in [nowhere.encoded, CBOR.map(compressed).encoded, [0xA0], [0x01]] {
            let registration = try device.register(
                .registering(challenge),
                credential: device.credential(key: key)
            )
            #expect(refusal(of: registration) == .keyUnusable)
        }
        let garbage = try device.register(.registering(challenge), credential: device.credential(key: [0xFF]))
        #expect(refusal(of: garbage) == .authenticatorDataMalformed)
    }

    @Test func `no beginning of the data is taken`() throws {
        let whole = try device.credential()
        for length in 0..<whole.count {
            let cut = try device.register(.registering(challenge), credential: Array(whole.prefix(length)))
            #expect(refusal(of: cut) == .authenticatorDataMalformed)
        }
    }

    @Test func `no beginning of the answer is taken`() throws {
        let whole = try device.register(.registering(challenge))
        for length in 0..<whole.attestationObject.bytes.count {
            let cut = PasskeyRegistration(
                id: whole.id,
                clientData: whole.clientData,
                attestationObject: Base64URL(whole.attestationObject.bytes.prefix(length)),
                transports: []
            )
            #expect(refusal(of: cut) == .attestationMalformed)
        }
    }

    @Test func `the statement none is empty`() throws {
        #expect(
            try refusalOfStatement { data, _ in
                ["fmt": "none", "attStmt": ["x": 1], "authData": .bytes([UInt8](data))]
            } == .attestationMalformed
        )
    }

    @Test(arguments: ["fmt", "attStmt", "authData"] as [CBOR])
    func `a statement without one of its parts is refused`(part: CBOR) throws {
        #expect(
            try refusalOfStatement { data, _ in
                var map = CBORMap()
                (map["fmt"], map["attStmt"], map["authData"]) = ("none", [:], .bytes([UInt8](data)))
                map[part] = nil
                return .map(map)
            } == .attestationMalformed
        )
    }

    @Test func `an endless statement is refused`() throws {
        #expect(
            try refusalOfStatement { data, _ in
                [
                    "fmt": "tpm", "attStmt": ["x": .bytes(Array(repeating: 0, count: 131_072))],
                    "authData": .bytes([UInt8](data)),
                ]
            } == .tooLong
        )
    }

    @Test(arguments: ["android-key", "android-safetynet", "apple", "fido-u2f", "tpm", "compound"])
    func `other registered statements are neither read nor believed`(format: String) throws {
        #expect(
            try refusalOfStatement { data, _ in
                ["fmt": .text(format), "attStmt": ["x5c": "nonsense"], "authData": .bytes([UInt8](data))]
            } == nil
        )
    }

    @Test(arguments: ["", "None", "my-own"])
    func `statements that nobody registered are refused`(format: String) throws {
        #expect(
            try refusalOfStatement { data, _ in
                ["fmt": .text(format), "attStmt": [:], "authData": .bytes([UInt8](data))]
            } == .attestationUnknown
        )
    }

    @Test func `a self attestation is the new key's signature, of its own algorithm`() throws {
        func attested(_ algorithm: Int, _ sign: @escaping (Data) throws -> Data) throws -> PasskeyRefusal? {
            try refusalOfStatement { data, clientData in
                let signature = try sign(data + Data(SHA256.hash(data: clientData)))
                return [
                    "fmt": "packed", "authData": .bytes([UInt8](data)),
                    "attStmt": ["alg": CBOR(algorithm), "sig": .bytes([UInt8](signature))],
                ]
            }
        }
        #expect(try attested(-7, device.sign) == nil)
        #expect(try attested(-8, device.sign) == .attestationFalse)
        #expect(try attested(-7, SoftAuthenticator().sign) == .attestationFalse)
        #expect(try attested(-7) { _ in Data([1, 2, 3]) } == .attestationFalse)
        #expect(
            try refusalOfStatement { data, _ in
                ["fmt": "packed", "authData": .bytes([UInt8](data)), "attStmt": ["alg": -7]]
            } == .attestationMalformed
        )
    }
}
