import CBOR
import Crypto
import CryptoExtras
import Foundation
import Kernel
import TestSupport

@testable import Accounts

/// A device and a browser in one that obey the test: everything they say can be made wrong, and is signed all the same.
struct SoftAuthenticator {
    enum PrivateKey {
        case es256(P256.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
        case rs256(_RSA.Signing.PrivateKey)
    }

    /// What an honest answer says.
    struct Claims {
        var type: String
        var challenge: PasskeyChallenge
        var origin = "https://studio.example"
        var crossOrigin: Bool? = false
        var topOrigin: String?
        var site = "studio.example"
        var flags: UInt8 = 0b0000_1101
        var signCount: UInt32 = 0
        var tail: [UInt8] = []
        var clientData: Data?

        static func registering(_ challenge: PasskeyChallenge) -> Claims {
            Claims(type: "webauthn.create", challenge: challenge, flags: 0b0100_1101)
        }

        static func signingIn(_ challenge: PasskeyChallenge) -> Claims {
            Claims(type: "webauthn.get", challenge: challenge)
        }
    }

    static let site = RelyingParty(
        name: "Studio",
        host: "studio.example",
        origins: ["https://studio.example", "https://studio.example:8443"]
    )

    var id = Data(Randomness.seeded(7).bytes(32))
    var handle = PasskeyUserHandle(.seeded(8))
    let privateKey: PrivateKey

    init(_ privateKey: PrivateKey = .es256(P256.Signing.PrivateKey())) {
        self.privateKey = privateKey
    }

    var key: COSEKey {
        get throws {
            switch privateKey {
            case .es256(let key):
                let point = [UInt8](key.publicKey.rawRepresentation)
                return .es256(x: Array(point[..<32]), y: Array(point[32...]))
            case .ed25519(let key): return .ed25519([UInt8](key.publicKey.rawRepresentation))
            case .rs256(let key):
                let numbers = try key.publicKey.getKeyPrimitives()
                return .rs256(modulus: [UInt8](numbers.modulus), exponent: [UInt8](numbers.publicExponent))
            }
        }
    }

    func sign(_ message: Data) throws -> Data {
        switch privateKey {
        case .es256(let key): try key.signature(for: message).derRepresentation
        case .ed25519(let key): try key.signature(for: message)
        case .rs256(let key): try key.signature(for: message, padding: .insecurePKCS1v1_5).rawRepresentation
        }
    }

    /// The new passkey as authenticator data hold it.
    func credential(id: Data? = nil, key: [UInt8]? = nil) throws -> [UInt8] {
        let id = id ?? self.id
        let head = [UInt8](repeating: 0, count: 16) + [UInt8(id.count >> 8), UInt8(id.count & 0xFF)]
        return try head + id + (key ?? self.key.encoded)
    }

    func authenticatorData(_ claims: Claims) -> Data {
        var data = Data(SHA256.hash(data: Data(claims.site.utf8)))
        data.append(claims.flags)
        withUnsafeBytes(of: claims.signCount.bigEndian) { data.append(contentsOf: $0) }
        data.append(contentsOf: claims.tail)
        return data
    }

    func clientData(_ claims: Claims) throws -> Data {
        if let data = claims.clientData { return data }
        var members: [String: Any] = [
            "type": claims.type, "challenge": Base64URL(claims.challenge.bytes).text, "origin": claims.origin,
        ]
        members["crossOrigin"] = claims.crossOrigin
        members["topOrigin"] = claims.topOrigin
        return try JSONSerialization.data(withJSONObject: members)
    }

    func register(
        _ claims: Claims,
        credential: [UInt8]? = nil,
        answeredID: Data? = nil,
        attestation: ((Data, Data) throws -> CBOR)? = nil
    ) throws -> PasskeyRegistration {
        var claims = claims
        claims.tail = try (credential ?? self.credential()) + claims.tail
        let (data, clientData) = (authenticatorData(claims), try clientData(claims))
        let plain: CBOR = ["fmt": "none", "attStmt": [:], "authData": .bytes([UInt8](data))]
        return PasskeyRegistration(
            id: Base64URL(answeredID ?? id),
            clientData: Base64URL(clientData),
            attestationObject: Base64URL(Data(try (attestation?(data, clientData) ?? plain).encoded)),
            transports: ["internal", "hybrid", "telepathy"]
        )
    }

    func signIn(
        _ claims: Claims,
        answeredID: Data? = nil,
        handle: Data?? = nil,
        signature: ((Data) throws -> Data)? = nil
    ) throws -> PasskeyAssertion {
        let (data, clientData) = (authenticatorData(claims), try clientData(claims))
        let message = data + Data(SHA256.hash(data: clientData))
        let handle = handle ?? self.handle.bytes
        return PasskeyAssertion(
            id: Base64URL(answeredID ?? id),
            clientData: Base64URL(clientData),
            authenticatorData: Base64URL(data),
            signature: Base64URL(try signature?(message) ?? sign(message)),
            userHandle: handle.map { Base64URL($0) }
        )
    }

    /// The passkey as the site keeps it.
    func passkey(signCount: UInt32 = 0, isBackupEligible: Bool = true) throws -> Passkey {
        Passkey(
            id: id,
            key: try key,
            signCount: signCount,
            isBackupEligible: isBackupEligible,
            isBackedUp: false,
            transports: []
        )
    }
}
