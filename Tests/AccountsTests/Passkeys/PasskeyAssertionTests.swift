import CBOR
import Crypto
import CryptoExtras
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Accounts

struct PasskeyAssertionTests {
    let site: RelyingParty
    let challenge = PasskeyChallenge(.seeded(3))
    let device = SoftAuthenticator()

    init() throws {
        site = try #require(SoftAuthenticator.site)
    }

    private func refusal(
        of assertion: PasskeyAssertion,
        _ passkey: Passkey? = nil,
        isOwnerClaimed: Bool = true
    ) throws -> PasskeyRefusal? {
        let passkey = try passkey ?? device.passkey()
        do throws(PasskeyRefusal) {
            _ = try site.verify(
                assertion,
                of: passkey,
                owner: device.handle,
                isOwnerClaimed: isOwnerClaimed,
                answering: challenge
            )
            return nil
        } catch {
            return error
        }
    }

    private func refusal(_ change: (inout SoftAuthenticator.Claims) -> Void) throws -> PasskeyRefusal? {
        var claims = SoftAuthenticator.Claims.signingIn(challenge)
        change(&claims)
        return try refusal(of: device.signIn(claims))
    }

    @Test func `a signature of each algorithm is verified`() throws {
        let keys: [SoftAuthenticator.PrivateKey] = [
            .es256(.init()), .ed25519(.init()), .rs256(try .init(keySize: .bits2048)),
        ]
        for key in keys {
            let device = SoftAuthenticator(key)
            let assertion = try device.signIn(.signingIn(challenge))
            #expect(try refusal(of: assertion, device.passkey()) == nil)
            #expect(assertion.passkeyID == device.id)
            #expect(assertion.claimedHandle == device.handle)
            let another: SoftAuthenticator.PrivateKey =
                switch key {
                case .es256: .es256(.init())
                case .ed25519: .ed25519(.init())
                case .rs256: .rs256(try .init(keySize: .bits2048))
                }
            let stranger = try SoftAuthenticator(another).passkey()
            #expect(try refusal(of: assertion, stranger) == .signatureFalse)
        }
    }

    @Test func `a signature of anything else is refused`() throws {
        let answers = try [
            device.signIn(.signingIn(challenge)) { _ in Data() },
            device.signIn(.signingIn(challenge)) { _ in Data(repeating: 0, count: 64) },
            device.signIn(.signingIn(challenge)) { try device.sign($0 + [0]) },
            device.signIn(.signingIn(challenge)) { try device.sign($0.dropLast()) },
            device.signIn(.signingIn(challenge)) { try device.sign($0) + [0] },
        ]
        for answer in answers {
            #expect(try refusal(of: answer) == .signatureFalse)
        }
    }

    @Test func `an elliptic signature is in DER, not two numbers side by side`() throws {
        let key = P256.Signing.PrivateKey()
        let device = SoftAuthenticator(.es256(key))
        let answer = try device.signIn(.signingIn(challenge)) { try key.signature(for: $0).rawRepresentation }
        #expect(try refusal(of: answer, device.passkey()) == .signatureFalse)
    }

    @Test func `every bit that was signed counts`() throws {
        let whole = try device.signIn(.signingIn(challenge))
        for place in whole.authenticatorData.bytes.indices {
            var data = whole.authenticatorData.bytes
            data[place] ^= 0b0010_0000
            let bent = PasskeyAssertion(
                id: whole.id,
                clientData: whole.clientData,
                authenticatorData: Base64URL(data),
                signature: whole.signature,
                userHandle: whole.userHandle
            )
            #expect(try refusal(of: bent) != nil)
        }
    }

    @Test func `an answer to something else is refused`() throws {
        #expect(try refusal { $0.type = "webauthn.create" } == .wrongCeremony)
        #expect(try refusal { $0.challenge = PasskeyChallenge(.seeded(4)) } == .wrongChallenge)
        #expect(try refusal { $0.origin = "https://evil.example" } == .wrongOrigin)
        #expect(try refusal { $0.crossOrigin = true } == .crossOrigin)
        #expect(try refusal { $0.topOrigin = "https://studio.example" } == .crossOrigin)
        #expect(try refusal { $0.site = "evil.example" } == .wrongSite)
        #expect(try refusal { $0.clientData = Data("{}".utf8) } == .clientDataMalformed)
    }

    @Test(
        arguments: [
            (0b0000_1100, PasskeyRefusal.userAbsent), (0b0000_1001, .userUnverified),
            (0b0001_0101, .backupImpossible),
            (0b0000_0101, .backupChanged), (0b0100_1101, .authenticatorDataMalformed),
            (0b1000_1101, .authenticatorDataMalformed),
        ] as [(UInt8, PasskeyRefusal)]
    )
    func `each flag must be as it should`(flags: UInt8, expected: PasskeyRefusal) throws {
        #expect(try refusal { $0.flags = flags } == expected)
    }

    @Test func `what could not be copied cannot all at once`() throws {
        let answer = try device.signIn(.signingIn(challenge))
        #expect(try refusal(of: answer, device.passkey(isBackupEligible: false)) == .backupChanged)
    }

    @Test func `a sign-in brings no new passkey`() throws {
        let credential = try device.credential()
        #expect(
            try refusal { ($0.flags, $0.tail) = (0b0100_1101, credential) } == .authenticatorDataMalformed
        )
    }

    @Test func `nothing follows the data but extensions that are announced`() throws {
        let extensions: CBOR = ["uvm": [1]]
        #expect(try refusal { $0.tail = extensions.encoded } == .authenticatorDataMalformed)
        #expect(try refusal { ($0.flags, $0.tail) = (0b1000_1101, extensions.encoded) } == nil)
    }

    @Test func `an answer about another passkey is refused`() throws {
        let answer = try device.signIn(.signingIn(challenge), answeredID: Data(repeating: 1, count: 32))
        #expect(try refusal(of: answer) == .wrongPasskey)
    }

    @Test func `a passkey of somebody else is refused`() throws {
        let stranger = PasskeyUserHandle(.seeded(99)).bytes
        for handle in [stranger, Data(), device.handle.bytes.dropLast()] {
            let answer = try device.signIn(.signingIn(challenge), handle: handle)
            #expect(try refusal(of: answer) == .wrongUser)
            #expect(try refusal(of: answer, isOwnerClaimed: false) == .wrongUser)
        }
    }

    @Test func `whose passkey it is may go unsaid only where it is known already`() throws {
        let answer = try device.signIn(.signingIn(challenge), handle: .some(nil))
        #expect(try refusal(of: answer) == .wrongUser)
        #expect(try refusal(of: answer, isOwnerClaimed: false) == nil)
    }

    @Test(
        arguments: [
            (0, 0, 0, false), (0, 1, 1, false), (1, 2, 2, false), (5, 9, 9, false), (1, 1, 1, true),
            (2, 1, 2, true),
            (1, 0, 1, true), (.max, 0, .max, true),
        ] as [(UInt32, UInt32, UInt32, Bool)]
    )
    func `a count that does not rise suggests a clone`(
        stored: UInt32,
        seen: UInt32,
        kept: UInt32,
        isSuspected: Bool
    ) throws {
        var claims = SoftAuthenticator.Claims.signingIn(challenge)
        (claims.signCount, claims.flags) = (seen, 0b0001_1101)
        let use = try site.verify(
            device.signIn(claims),
            of: device.passkey(signCount: stored),
            owner: device.handle,
            answering: challenge
        )
        #expect(use == PasskeyUse(signCount: kept, isBackedUp: true, isCloneSuspected: isSuspected))
    }

    @Test func `no beginning of the data is taken`() throws {
        let whole = device.authenticatorData(.signingIn(challenge))
        for length in 0..<whole.count {
            let cut = PasskeyAssertion(
                id: Base64URL(device.id),
                clientData: Base64URL(try device.clientData(.signingIn(challenge))),
                authenticatorData: Base64URL(whole.prefix(length)),
                signature: Base64URL(Data()),
                userHandle: Base64URL(device.handle.bytes)
            )
            #expect(try refusal(of: cut) == .authenticatorDataMalformed)
        }
    }
}
