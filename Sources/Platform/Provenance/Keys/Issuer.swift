import Crypto
import FoundationEssentials
package import Kernel
import SwiftASN1
import X509

/// The installation's own root, which issues the certificate that pictures are signed with.
///
/// Without a time stamp a signature is judged by the day of looking: it ends with its certificate. So certificates are long,
/// and a new one is made well before the end.
struct Issuer {
    private static let rootLife = Duration.days(20 * 365)
    static let leafLife = Duration.days(10 * 365)
    /// How long whatever is signed today stays valid at least.
    static let shortestRest = Duration.days(5 * 365)
    /// Other machines' clocks may be behind.
    private static let lead = Duration.days(1)
    private static let organization = "Nano Banana Pro installation"

    let key: P256.Signing.PrivateKey
    let certificate: Certificate

    init(key: P256.Signing.PrivateKey, certificate: Certificate) {
        self.key = key
        self.certificate = certificate
    }

    /// Makes a root.
    init(at now: Timestamp, _ randomness: Randomness) throws {
        key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let mark = randomness.bytes(4).map(\.hexadecimal).joined()
        let name = try DistinguishedName {
            OrganizationName(Self.organization)
            CommonName("Content credentials root \(mark)")
        }
        certificate = try Certificate(
            version: .v3,
            serialNumber: Self.serialNumber(randomness),
            publicKey: publicKey,
            notValidBefore: (now - Self.lead).date,
            notValidAfter: (now + Self.rootLife).date,
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }

    /// Whether it outlives a certificate that it issues now.
    func canIssue(at now: Timestamp) -> Bool {
        certificate.notValidAfter >= (now + Self.leafLife).date
    }

    /// Issues the certificate that pictures are signed with, for a new key.
    func issue(at now: Timestamp, _ randomness: Randomness) throws -> Credentials {
        let own = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(own.publicKey)
        let issuerIdentifier = SubjectKeyIdentifier(hash: certificate.publicKey)
        let leaf = try Certificate(
            version: .v3,
            serialNumber: Self.serialNumber(randomness),
            publicKey: publicKey,
            notValidBefore: (now - Self.lead).date,
            notValidAfter: (now + Self.leafLife).date,
            issuer: certificate.subject,
            subject: try DistinguishedName {
                OrganizationName(Self.organization)
                CommonName("Content credentials")
            },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.emailProtection])
                AuthorityKeyIdentifier(keyIdentifier: issuerIdentifier.keyIdentifier)
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
        return try Credentials(key: own, chain: [leaf, certificate])
    }

    /// 16 bytes, positive.
    private static func serialNumber(_ randomness: Randomness) -> Certificate.SerialNumber {
        var bytes = randomness.bytes(16)
        bytes[0] = bytes[0] & 0x7F | 0x40
        return Certificate.SerialNumber(bytes: bytes)
    }
}

extension Credentials {
    /// Credentials that nobody vouches for and that end with the process: for throw-away work and tests.
    package static func temporary(at now: Timestamp, _ randomness: Randomness) throws -> Credentials {
        try Issuer(at: now, randomness).issue(at: now, randomness)
    }
}
