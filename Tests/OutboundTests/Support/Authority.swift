import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// An issuer of certificates of the test's own.
struct Authority: Sendable {
    private let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    private let name: DistinguishedName
    private let certificate: Certificate

    init() throws {
        name = try DistinguishedName { CommonName("Test authority") }
        certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: key.publicKey,
            notValidBefore: .now - 86_400,
            notValidAfter: .now + 86_400,
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            },
            issuerPrivateKey: key
        )
    }

    var root: NIOSSLCertificate {
        get throws { try Self.convert(certificate) }
    }

    /// What a server of this name shows; `expired` was in force until an hour ago.
    func server(named host: String, expired: Bool = false) throws -> TLSConfiguration {
        let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let leaf = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: own.publicKey,
            notValidBefore: .now - 7_200,
            notValidAfter: expired ? .now - 3_600 : .now + 3_600,
            issuer: name,
            subject: try DistinguishedName { CommonName("Test server") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                SubjectAlternativeNames([.dnsName(host)])
                try ExtendedKeyUsage([.serverAuth])
            },
            issuerPrivateKey: key
        )
        let privateKey = try NIOSSLPrivateKey(bytes: Array(own.serializeAsPEM().pemString.utf8), format: .pem)
        return .makeServerConfiguration(
            certificateChain: [.certificate(try Self.convert(leaf))],
            privateKey: .privateKey(privateKey)
        )
    }

    private static func convert(_ certificate: Certificate) throws -> NIOSSLCertificate {
        try NIOSSLCertificate(bytes: Array(certificate.serializeAsPEM().pemString.utf8), format: .pem)
    }
}
