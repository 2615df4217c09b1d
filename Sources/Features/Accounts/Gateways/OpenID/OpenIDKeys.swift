import FoundationEssentials
import JWTKit

/// A provider's public keys (RFC 7517).
struct OpenIDKeys: Sendable {
    private static let limit = 100

    private let keys: [Key]

    init(_ json: Data) throws(OpenIDFailure) {
        guard let document = try? JSONDecoder().decode(Document.self, from: json) else {
            throw .metadataMalformed
        }
        keys = document.keys.prefix(Self.limit).compactMap(\.key)
    }

    /// The key that a token of this header must be signed with: the one of its name, or the only one there is.
    func key(named name: String?, for algorithm: IDTokenAlgorithm) -> JWK? {
        let fit = keys.filter { $0.fits(algorithm) && (name == nil || $0.kid == name) }
        return fit.count == 1 ? fit[0].jwk(for: algorithm) : nil
    }

    func holds(_ name: String?) -> Bool { keys.contains { name == nil || $0.kid == name } }

    private struct Document: Decodable {
        let keys: [Entry]
    }

    /// A key, or one in a form that we do not know, which spoils no other.
    private struct Entry: Decodable {
        let key: Key?

        init(from decoder: any Decoder) {
            key = try? Key(from: decoder)
        }
    }

    private struct Key: Decodable {
        let kty: String
        let kid: String?
        let use: String?
        let alg: String?
        let crv: String?
        let n: String?
        let e: String?
        let x: String?
        let y: String?

        func fits(_ algorithm: IDTokenAlgorithm) -> Bool {
            kty == algorithm.keyType && (use ?? "sig") == "sig"
                && (alg ?? algorithm.rawValue) == algorithm.rawValue
                && (algorithm.curve == nil || crv == algorithm.curve)
        }

        /// With the algorithm fixed, so that nothing in a token can choose another.
        func jwk(for algorithm: IDTokenAlgorithm) -> JWK {
            switch algorithm {
            case .rs256: .rsa(.rs256, identifier: "key", modulus: n, exponent: e)
            case .ps256: .rsa(.ps256, identifier: "key", modulus: n, exponent: e)
            case .es256: .ecdsa(.es256, identifier: "key", x: x, y: y, curve: .p256)
            case .eddsa: .octetKeyPair(.eddsa, identifier: "key", x: x, y: nil, curve: .ed25519)
            }
        }
    }
}

/// The signatures that we take; nothing without one, and none by a secret that two parties know.
enum IDTokenAlgorithm: String, CaseIterable, Sendable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
    case eddsa = "EdDSA"

    var keyType: String {
        switch self {
        case .rs256, .ps256: "RSA"
        case .es256: "EC"
        case .eddsa: "OKP"
        }
    }

    var curve: String? {
        switch self {
        case .rs256, .ps256: nil
        case .es256: "P-256"
        case .eddsa: "Ed25519"
        }
    }
}
