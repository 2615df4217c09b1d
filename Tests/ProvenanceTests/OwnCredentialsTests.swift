import Crypto
import Foundation
import Imaging
import Kernel
import Provenance
import SwiftASN1
import TestSupport
import Testing
import X509

struct OwnCredentialsTests {
    let folder: TempFolder
    let clock = TestClock()
    let issuer: TestIssuer
    let own = P256.Signing.PrivateKey()

    init() throws {
        folder = try TempFolder()
        issuer = try TestIssuer(at: clock.now)
    }

    private var ownPublic: Certificate.PublicKey { Certificate.PublicKey(own.publicKey) }

    /// What becomes of the files that hold these.
    private func read(_ chain: [Certificate], key: String? = nil) throws -> Credentials {
        let (certificateFile, keyFile) = (folder["chain.pem"], folder["key.pem"])
        try chain.map { try $0.serializeAsPEM().pemString }.joined(separator: "\n")
            .write(to: certificateFile, atomically: true, encoding: .utf8)
        try (key ?? own.pemRepresentation).write(to: keyFile, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile.path)
        return try Credentials(chain: certificateFile, key: keyFile, at: clock.now)
    }

    private func refusal(of chain: [Certificate], key: String? = nil) throws -> String {
        let refusal = #expect(throws: CredentialsRefusal.self) { try read(chain, key: key) }
        return try #require(refusal).description
    }

    @Test func `a sound chain is taken, and signs`() async throws {
        let credentials = try read([issuer.certificate(for: ownPublic), issuer.certificate])
        let provenance = Provenance(
            maker: Maker(name: "Nano Banana Pro", version: "1"),
            credentials: credentials,
            roots: [credentials.root],
            clock: clock.clock,
            randomness: .system
        )
        let file = try await Workshop().unsigned(.png)
        let signed = try await provenance.signed(file, made: .sample())
        #expect(await provenance.judge(signed).standing == .madeHere)
    }

    @Test func `a certificate of the same authority for somebody else makes no picture ours`() async throws {
        let other = P256.Signing.PrivateKey()
        let otherPublic = Certificate.PublicKey(other.publicKey)
        let ours = try read([issuer.certificate(for: ownPublic), issuer.certificate])
        let theirs = try read(
            [issuer.certificate(for: otherPublic), issuer.certificate],
            key: other.pemRepresentation
        )
        let kept = CredentialsFolder(folder["keys"])
        let judge = Judge(roots: [ours.root], signers: try kept.signers(with: ours))
        #expect(try kept.knownSigners() == kept.signers(with: ours))
        let file = try await Workshop().unsigned(.png)
        for (credentials, standing) in [(ours, Judgement.Standing.madeHere), (theirs, .foreign)] {
            let provenance = Provenance(
                maker: Maker(name: "Nano Banana Pro", version: "1"),
                credentials: credentials,
                roots: [credentials.root],
                clock: clock.clock,
                randomness: .system
            )
            let signed = try await provenance.signed(file, made: .sample())
            #expect(await judge.judge(signed).standing == standing)
        }
    }

    @Test(arguments: TestIssuer.Flaw.allCases)
    func `a certificate that readers would refuse is refused`(flaw: TestIssuer.Flaw) throws {
        let words = try refusal(of: [issuer.certificate(for: ownPublic, flaw)])
        #expect(words.contains("cannot sign content credentials: it "))
    }

    @Test(arguments: [(-20..<(-1), "expired at"), (1..<20, "is valid from")])
    func `a certificate is taken only in its time`(days: Range<Int>, words: String) throws {
        #expect(try refusal(of: [issuer.certificate(for: ownPublic, days: days)]).contains(words))
    }

    @Test func `another key than the certificate's is refused`() throws {
        let chain = [try issuer.certificate(for: ownPublic)]
        let other = P256.Signing.PrivateKey().pemRepresentation
        #expect(try refusal(of: chain, key: other).contains("does not fit"))
    }

    @Test func `another curve is refused`() throws {
        let key = P384.Signing.PrivateKey()
        let chain = [try issuer.certificate(for: Certificate.PublicKey(key.publicKey))]
        #expect(try refusal(of: chain, key: key.pemRepresentation).contains("is not for the curve P-256"))
        #expect(try refusal(of: chain).contains("is not for the curve P-256"))
    }

    @Test func `a chain that does not hang together is refused`() throws {
        let stranger = try TestIssuer(at: clock.now)
        let chain = [try issuer.certificate(for: ownPublic), stranger.certificate]
        #expect(try refusal(of: chain).contains("do not lead from one to the next"))
    }

    @Test(arguments: ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
    func `what is no key is refused`(text: String) throws {
        let chain = [try issuer.certificate(for: ownPublic)]
        #expect(try refusal(of: chain, key: text).contains("holds no private key"))
    }

    @Test func `a key that everybody may read is refused`() throws {
        _ = try read([issuer.certificate(for: ownPublic)])
        let file = folder["key.pem"]
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(throws: CredentialsRefusal.openKey(path: file.path)) {
            try Credentials(chain: folder["chain.pem"], key: file, at: clock.now)
        }
    }

    @Test func `files that are not there are refused`() {
        let nowhere = folder["nowhere.pem"]
        #expect(throws: CredentialsRefusal.unreadable(path: nowhere.path)) {
            try Credentials(chain: nowhere, key: nowhere, at: clock.now)
        }
    }
}
