import Crypto
package import FoundationEssentials
package import Kernel
import SwiftASN1
import X509

/// What this installation signs pictures with: a key, its certificate, and the certificates that lead to a root.
package struct Credentials: Sendable {
    let key: P256.Signing.PrivateKey
    /// The signer's own first; the root last, when it is there.
    let chain: [Certificate]
    /// The chain in DER, as manifests hold it.
    let certificates: [[UInt8]]

    init(key: P256.Signing.PrivateKey, chain: [Certificate]) throws {
        self.key = key
        self.chain = chain
        certificates = try chain.map { try $0.der }
    }

    /// When the signer's certificate ends; what was signed with it is refused by most readers from then on.
    package var expiry: Timestamp { Timestamp(chain[0].notValidAfter) }

    /// Who vouches for the signer: the chain's last certificate.
    package var root: TrustedRoot {
        // A chain is never empty: every way to one checks or makes a first certificate.
        TrustedRoot(chain[chain.count - 1])
    }
}

/// A certificate that whoever trusts this installation's signatures takes as an anchor.
package struct TrustedRoot: Hashable, Sendable {
    let certificate: Certificate

    init(_ certificate: Certificate) {
        self.certificate = certificate
    }

    /// Reads certificates in PEM, at least one.
    /// - Throws: `CredentialsRefusal.noCertificate`, which names `path`.
    static func read(pem: String, path: String) throws(CredentialsRefusal) -> [TrustedRoot] {
        guard let documents = try? PEMDocument.parseMultiple(pemString: pem), !documents.isEmpty,
            let certificates = try? documents.map({ try Certificate(pemDocument: $0) })
        else { throw .noCertificate(path: path) }
        return certificates.map(TrustedRoot.init)
    }

    /// Reads a file of certificates in PEM.
    /// - Throws: `CredentialsRefusal`.
    package static func read(file: URL) throws(CredentialsRefusal) -> [TrustedRoot] {
        try read(pem: KeyFile.text(of: file), path: file.path)
    }

    package var pem: String {
        // It was read from, or made into, DER before.
        (try? certificate.serializeAsPEM().pemString).map { $0 + "\n" } ?? ""
    }
}

/// A certificate that pictures are, or once were, signed with here.
///
/// A root alone does not tell whose a signature is: an authority issues certificates for many.
package struct Signer: Hashable, Sendable {
    let certificate: Certificate

    init(_ certificate: Certificate) {
        self.certificate = certificate
    }
}

extension Certificate {
    var der: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(self)
            return serializer.serializedBytes
        }
    }
}
