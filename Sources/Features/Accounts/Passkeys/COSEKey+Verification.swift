import CBOR
import Crypto
import CryptoExtras
import FoundationEssentials

extension COSEKey {
    /// Whether there is such a key: its point lies on the curve, its numbers are RSA's.
    var isUsable: Bool {
        switch self {
        case .es256: ellipticKey != nil
        case .ed25519(let bytes): (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil
        case .rs256: rsaKey != nil
        }
    }

    /// Whether the signature, in the form that WebAuthn gives it (level 3, section 6.5.5), is this key's over the message.
    func isSignature(_ signature: Data, of message: Data) -> Bool {
        switch self {
        case .es256:
            guard let key = ellipticKey,
                let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: message)
        case .ed25519(let bytes):
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
            return key?.isValidSignature(signature, for: message) == true
        case .rs256:
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            // Named so for what it does with encryption; for signatures it is what RS256 is.
            return rsaKey?.isValidSignature(signature, for: message, padding: .insecurePKCS1v1_5) == true
        }
    }

    private var ellipticKey: P256.Signing.PublicKey? {
        guard case .es256(let x, let y) = self else { return nil }
        return try? P256.Signing.PublicKey(rawRepresentation: x + y)
    }

    private var rsaKey: _RSA.Signing.PublicKey? {
        guard case .rs256(let modulus, let exponent) = self else { return nil }
        return try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
    }
}
