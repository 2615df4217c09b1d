import Crypto
import Foundation
import Kernel
import SwiftASN1
import X509

/// An outside issuer, which makes the certificates that an operator might name, sound ones and others.
struct TestIssuer {
    enum Flaw: CaseIterable {
        case authority, noUsage, noPurpose, serverPurpose, anyPurpose, noIssuerKey, selfSigned
    }

    let key = P256.Signing.PrivateKey()
    let name: DistinguishedName
    let certificate: Certificate
    private let now: Date

    init(at now: Timestamp) throws {
        self.now = now.date
        name = try DistinguishedName { CommonName("An authority") }
        certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: now.date - 86_400,
            notValidAfter: now.date + 86_400 * 400,
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }

    /// A certificate for a key, valid for the days told, counted from now.
    func certificate(
        for own: Certificate.PublicKey,
        days: Range<Int> = -1..<300,
        _ flaw: Flaw? = nil
    ) throws -> Certificate {
        let usage =
            flaw == .authority
            ? KeyUsage(digitalSignature: true, keyCertSign: true) : KeyUsage(digitalSignature: true)
        let purposes: [ExtendedKeyUsage.Usage] =
            switch flaw {
            case .serverPurpose: [.serverAuth]
            case .anyPurpose: [.emailProtection, .any]
            default: [.emailProtection]
            }
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: own,
            notValidBefore: now + Double(days.lowerBound) * 86_400,
            notValidAfter: now + Double(days.upperBound) * 86_400,
            issuer: name,
            subject: flaw == .selfSigned ? name : try DistinguishedName { OrganizationName("Operator") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                if flaw != .noUsage { Critical(usage) }
                if flaw != .noPurpose { try ExtendedKeyUsage(purposes) }
                if flaw != .noIssuerKey {
                    AuthorityKeyIdentifier(
                        keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier
                    )
                }
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }
}
