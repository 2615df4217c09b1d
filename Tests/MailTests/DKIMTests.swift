import Crypto
import CryptoExtras
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Mail

struct DKIMTests {
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    private func pem(_ key: Curve25519.Signing.PrivateKey) -> String {
        let der = Data(Self.ed25519Prefix) + key.rawRepresentation
        return "-----BEGIN PRIVATE KEY-----\n\(der.base64EncodedString())\n-----END PRIVATE KEY-----\n"
    }

    private func signed(by key: DKIMKey) throws -> (tags: [String: String], mail: MailMessage) {
        let signer = DKIMSigner(key: key, domain: "studio.example", selector: "s1")
        let mail = try MailPress.forTests(signer: signer).print(
            .sample(.newSignIn, to: #require(EmailAddress("mei@mail.example")), in: .traditionalChinese),
            id: .sample(),
            madeAt: TestClock().now,
            mark: .sample()
        )
        let value = try #require(ParsedMail(mail.bytes)["DKIM-Signature"])
        let tags = value.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let pairs = tags.map { ($0[0].filter { $0 != " " }, $0[1].filter { $0 != " " }) }
        return (Dictionary(uniqueKeysWithValues: pairs), mail)
    }

    /// What the signature is over, put together from the mail as it was sent.
    private func signedText(_ mail: MailMessage) throws -> Data {
        let head = try #require(String(data: mail.bytes, encoding: .utf8)).components(
            separatedBy: "\r\n\r\n"
        )[0]
        let fields = head.replacing("\r\n ", with: " ").components(separatedBy: "\r\n").map { field in
            let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
            let value = parts[1].split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
            return (name: parts[0].lowercased(), value: value)
        }
        let signature = try #require(fields.first)
        let bare = signature.value.replacing(#/ b=.*/#, with: " b=")
        let rest = fields.dropFirst().map { "\($0.name):\($0.value)\r\n" }.joined()
        return Data((rest + "dkim-signature:\(bare)").utf8)
    }

    @Test func `an Ed25519 signature is right and covers the whole head`() throws {
        let key = Curve25519.Signing.PrivateKey()
        let (tags, mail) = try signed(by: #require(DKIMKey(pem: pem(key))))
        let signature = try #require(Data(base64Encoded: tags["b"] ?? ""))
        let digest = Data(SHA256.hash(data: try signedText(mail)))
        #expect(key.publicKey.isValidSignature(signature, for: digest))
        #expect(tags["a"] == "ed25519-sha256")
        let names = try ParsedMail(mail.bytes).head.dropFirst().map { $0.name.lowercased() }
        #expect(tags["h"] == names.joined(separator: ":"))
    }

    @Test func `an RSA signature is right`() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let (tags, mail) = try signed(by: #require(DKIMKey(pem: key.pemRepresentation)))
        let signature = _RSA.Signing.RSASignature(
            rawRepresentation: try #require(Data(base64Encoded: tags["b"] ?? ""))
        )
        let digest = SHA256.hash(data: try signedText(mail))
        #expect(key.publicKey.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5))
        #expect(tags["a"] == "rsa-sha256" && tags["c"] == "relaxed/relaxed" && tags["d"] == "studio.example")
        #expect(tags["t"] == "1795456800" && tags["s"] == "s1" && tags["v"] == "1")
    }

    /// The example of RFC 6376, section 3.4.5.
    @Test func `relaxed forms are those of the standard`() {
        #expect(Relaxed.header(HeaderField("A", "X")) == "a:X")
        #expect(Relaxed.header(HeaderField("B", "Y \t Z  ")) == "b:Y Z")
        #expect(Relaxed.body(Data(" C \r\nD \t E\r\n\r\n\r\n".utf8)) == Data(" C\r\nD E\r\n".utf8))
        #expect(Relaxed.body(Data("\r\n\r\n".utf8)) == Data())
        #expect(Relaxed.body(Data("a".utf8)) == Data("a\r\n".utf8))
    }

    @Test func `what is no key is refused`() throws {
        let weak = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1_024)).pemRepresentation
        let ellipticCurve = P256.Signing.PrivateKey().pemRepresentation
        for text in [
            "", "x", weak, ellipticCurve, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        ] {
            #expect(DKIMKey(pem: text) == nil)
        }
    }

    @Test func `a file that is no key is named in the refusal`() throws {
        let folder = try TempFolder()
        try Data("x".utf8).write(to: folder["key.pem"])
        for name in ["key.pem", "missing.pem"] {
            let error = #expect(throws: DKIMRefusal.self) { try DKIMKey(file: folder[name]) }
            #expect(error?.description.hasPrefix("NBP_DKIM_KEY: \(folder[name].path)") == true)
        }
    }
}
