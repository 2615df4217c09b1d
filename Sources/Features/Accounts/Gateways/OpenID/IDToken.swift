import Crypto
import FoundationEssentials
import JWTKit
import Kernel

/// A provider's signed statement about who signed in (Core 1.0, section 2), not yet believed.
struct IDToken: Sendable {
    private static let longest = 32_768

    private let text: String
    let algorithm: IDTokenAlgorithm
    let keyName: String?

    private struct Header: Decodable {
        let alg: String
        let kid: String?
        /// Extensions that must be understood (RFC 7515, section 4.1.11); we know none.
        let crit: [String]?
    }

    init(_ text: String) throws(OpenIDFailure) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.count == 3, !parts[2].isEmpty || parts[0].utf8.count > 1,
            parts.allSatisfy({ Base64URL(String($0)) != nil }),
            let bytes = Base64URL(String(parts[0]))?.bytes,
            let header = try? JSONDecoder().decode(Header.self, from: bytes), header.crit == nil
        else { throw .tokenMalformed }
        guard let algorithm = IDTokenAlgorithm(rawValue: header.alg) else { throw .algorithmRefused }
        self.text = text
        self.algorithm = algorithm
        keyName = header.kid
    }

    /// The claims, once the signature is this key's.
    func claims(signedBy key: JWK) async throws(OpenIDFailure) -> IDTokenClaims {
        let keys = JWTKeyCollection()
        guard (try? await keys.add(jwk: key, isDefault: true)) != nil else { throw .keyUnknown }
        do {
            return try await keys.verify(text, as: IDTokenClaims.self)
        } catch let error as JWTError where error.errorType == .malformedToken {
            throw .tokenMalformed
        } catch {
            throw .signatureWrong
        }
    }
}

/// What an ID token says.
struct IDTokenClaims: JWTPayload {
    let iss: String
    let sub: String
    let aud: Audience
    let azp: String?
    /// In seconds since 1970.
    let exp: Double
    let iat: Double
    let nonce: String?
    let accessTokenHash: String?

    private enum CodingKeys: String, CodingKey {
        case iss
        case sub
        case aud
        case azp
        case exp
        case iat
        case nonce
        case accessTokenHash = "at_hash"
    }

    /// One name or several.
    ///
    /// jwt-kit's own type stops the program over an empty list, which a provider could send.
    struct Audience: Codable, Sendable {
        let values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try (try? [container.decode(String.self)]) ?? container.decode([String].self)
        }

        func encode(to encoder: any Encoder) throws {
            try values.encode(to: encoder)
        }
    }

    /// The signature alone; what the claims must be depends on the sign-in, see `check`.
    func verify(using algorithm: some JWTAlgorithm) {}
}

extension IDTokenClaims {
    /// How far the provider's clock may be from ours, in seconds.
    private static let skew = 60.0
    private static let longestSubject = 255

    /// What a token of one sign-in must say.
    struct Expectation: Sendable {
        let issuer: String
        let clientID: String
        let nonce: String
        let accessToken: String?
        let algorithm: IDTokenAlgorithm
        let now: Timestamp
    }

    /// Core 1.0, sections 3.1.3.7 and 3.1.3.8.
    func check(_ expected: Expectation) throws(OpenIDFailure) {
        guard iss == expected.issuer else { throw .issuerWrong }
        guard aud.values.contains(expected.clientID) else { throw .audienceWrong }
        guard azp == expected.clientID || (azp == nil && aud.values.count == 1) else {
            throw .authorizedPartyWrong
        }
        let now = Double(expected.now.milliseconds) / 1_000
        guard exp > now - Self.skew else { throw .tokenExpired }
        guard iat < now + Self.skew else { throw .issuedInFuture }
        guard let nonce, Secret(expected.nonce).matches(nonce) else { throw .nonceWrong }
        guard (1...Self.longestSubject).contains(sub.utf8.count) else { throw .subjectMalformed }
        if let hash = accessTokenHash {
            guard let token = expected.accessToken, hash == Self.half(of: token, expected.algorithm) else {
                throw .accessTokenHashWrong
            }
        }
    }

    /// The left half of the hash that belongs to the signature's algorithm.
    private static func half(of token: String, _ algorithm: IDTokenAlgorithm) -> String {
        let bytes = Data(token.utf8)
        return switch algorithm {
        case .rs256, .ps256, .es256: Base64URL(Data(SHA256.hash(data: bytes).prefix(16))).text
        case .eddsa: Base64URL(Data(SHA512.hash(data: bytes).prefix(32))).text
        }
    }
}
