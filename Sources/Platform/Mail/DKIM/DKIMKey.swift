package import Crypto
package import CryptoExtras
package import FoundationEssentials

/// The private key that signs our mails: RSA (RFC 6376) or Ed25519 (RFC 8463).
package enum DKIMKey: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)

    /// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7).
    private static let ed25519Prefix = Data([
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ])

    /// Reads a PEM file.
    /// - Throws: `DKIMRefusal`.
    package init(file: URL) throws(DKIMRefusal) {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw .unreadable(path: file.path)
        }
        guard let key = Self(pem: text) else { throw .noKey(path: file.path) }
        self = key
    }

    /// Nil for what is no key of either kind, and for RSA of less than 2,048 bits.
    package init?(pem text: String) {
        if let key = Self.ed25519(in: text) {
            self = .ed25519(key)
        } else if let key = try? _RSA.Signing.PrivateKey(pemRepresentation: text) {
            self = .rsa(key)
        } else {
            return nil
        }
    }

    private static func ed25519(in text: String) -> Curve25519.Signing.PrivateKey? {
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        guard text.contains("-----BEGIN PRIVATE KEY-----"),
            let bytes = Data(base64Encoded: lines.joined()), bytes.prefix(16) == ed25519Prefix
        else { return nil }
        return try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst(16))
    }

    /// The algorithm's name in a signature.
    var algorithm: String {
        switch self {
        case .rsa: "rsa-sha256"
        case .ed25519: "ed25519-sha256"
        }
    }

    /// Signs the hash of `text`.
    func signature(of text: Data) throws -> Data {
        let digest = SHA256.hash(data: text)
        return switch self {
        case .rsa(let key):
            try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation
        case .ed25519(let key):
            try key.signature(for: Data(digest))
        }
    }
}

/// Why the key that should sign cannot be used; the server does not start.
package enum DKIMRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    case noKey(path: String)

    package var description: String {
        switch self {
        case .unreadable(let path):
            "NBP_DKIM_KEY: \(path) cannot be read; name the file of the private key and let the server's user read it"
        case .noKey(let path):
            "NBP_DKIM_KEY: \(path) is no RSA key of 2048 bits or more and no Ed25519 key in PEM;"
                + " make one with: openssl genrsa 2048"
        }
    }
}
