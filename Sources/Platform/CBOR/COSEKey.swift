/// A public key for signatures, as COSE writes it (RFC 9052, section 7; RFC 9053, section 7; RFC 8230).
///
/// Whether a point lies on its curve is for the cryptography to say; here is only the form.
package enum COSEKey: Hashable, Sendable {
    /// ECDSA on P-256 with SHA-256: two coordinates of 32 bytes.
    case es256(x: [UInt8], y: [UInt8])
    /// EdDSA on Ed25519: 32 bytes.
    case ed25519([UInt8])
    /// RSASSA-PKCS1-v1_5 with SHA-256: big-endian numbers without leading zeros.
    case rs256(modulus: [UInt8], exponent: [UInt8])

    package var algorithm: COSEAlgorithm {
        switch self {
        case .es256: .es256
        case .ed25519: .edDSA
        case .rs256: .rs256
        }
    }
}

/// A signature's algorithm by its number in the registry of COSE algorithms (RFC 9053; RFC 8812).
package enum COSEAlgorithm: Int, Hashable, Sendable, CaseIterable {
    case es256 = -7
    case edDSA = -8
    case rs256 = -257
}

/// Why an item is not a key of ours.
package enum COSEError: Error, Hashable, Sendable {
    /// It is not CBOR, or not a map.
    case malformed
    /// There is no algorithm, or one that we do not verify.
    case unknownAlgorithm
    /// Its kind, curve or numbers are missing, of the wrong size, or not the algorithm's.
    case wrongParameters
    /// It holds something besides the public key; a private key, at worst.
    case unexpectedParameter
}
