import Crypto
package import FoundationEssentials
package import Kernel
import SwiftASN1
import X509

extension Credentials {
    /// Reads and checks what the operator had issued: a chain in PEM, the signer's own certificate first, and its key in PEM.
    ///
    /// The profile is what readers of content credentials demand: P-256, signatures and nothing else, a purpose that they accept.
    package init(chain certificate: URL, key: URL, at now: Timestamp) throws(CredentialsRefusal) {
        let chain = try TrustedRoot.read(pem: KeyFile.text(of: certificate), path: certificate.path)
            .map(\.certificate)
        let text = try KeyFile.text(of: key)
        guard !KeyFile.isOpen(key) else { throw .openKey(path: key.path) }
        let own: P256.Signing.PrivateKey
        do {
            own = try P256.Signing.PrivateKey(pemRepresentation: text)
        } catch {
            // What is a key for another curve, or of another kind, is told as that.
            guard (try? Certificate.PrivateKey(pemEncoded: text)) != nil else { throw .noKey(path: key.path) }
            throw .wrongCurve(path: key.path)
        }
        guard P256.Signing.PublicKey(chain[0].publicKey) != nil else {
            throw .wrongCurve(path: certificate.path)
        }
        guard chain[0].publicKey == Certificate.PublicKey(own.publicKey) else {
            throw .misfit(certificate: certificate.path, key: key.path)
        }
        try CertificateProfile(chain, path: certificate.path).check(at: now)
        do {
            try self.init(key: own, chain: chain)
        } catch {
            throw .noCertificate(path: certificate.path)
        }
    }
}

/// The rules for certificates that sign content credentials (C2PA 2, section on the certificate profile).
private struct CertificateProfile {
    private let chain: [Certificate]
    private let path: String

    /// Purposes that readers accept; the last two only once they are told to.
    private static let purposes: [ExtendedKeyUsage.Usage] = [
        .emailProtection, .init(oid: [1, 3, 6, 1, 5, 5, 7, 3, 36]),
        .init(oid: [1, 3, 6, 1, 4, 1, 62558, 2, 1]),
    ]
    /// Purposes that may not stand beside them.
    private static let strangers: [ExtendedKeyUsage.Usage] = [.any, .serverAuth, .timeStamping, .ocspSigning]

    init(_ chain: [Certificate], path: String) {
        self.chain = chain
        self.path = path
    }

    func check(at now: Timestamp) throws(CredentialsRefusal) {
        for (certificate, issuer) in zip(chain, chain.dropFirst())
        where certificate.issuer != issuer.subject
            || !issuer.publicKey.isValidSignature(certificate.signature, for: certificate)
        {
            throw .brokenChain(path: path)
        }
        for certificate in chain {
            let (start, end) = (Timestamp(certificate.notValidBefore), Timestamp(certificate.notValidAfter))
            guard now < end else { throw .expired(path: path, since: end) }
            guard start <= now else { throw .early(path: path, until: start) }
        }
        if let reason = reason(against: chain[0]) { throw .unfit(path: path, because: reason) }
    }

    private func reason(against leaf: Certificate) -> String? {
        let extensions = leaf.extensions
        if leaf.issuer == leaf.subject { return "is signed by itself" }
        if leaf.version != .v3 { return "is not of version 3" }
        if let constraints = try? extensions.basicConstraints, case .isCertificateAuthority = constraints {
            return "may issue certificates"
        }
        guard let usage = try? extensions.keyUsage, usage.digitalSignature else {
            return "has no key usage for digital signatures"
        }
        if usage.keyCertSign { return "may issue certificates" }
        guard let purposes = try? extensions.extendedKeyUsage,
            purposes.contains(where: Self.purposes.contains)
        else { return "has none of the purposes e-mail protection, document signing and C2PA claim signing" }
        if purposes.contains(where: Self.strangers.contains) {
            return "is for another purpose too, which readers refuse"
        }
        guard (try? extensions.authorityKeyIdentifier)?.keyIdentifier != nil else {
            return "does not name its issuer's key (authority key identifier)"
        }
        return nil
    }
}
