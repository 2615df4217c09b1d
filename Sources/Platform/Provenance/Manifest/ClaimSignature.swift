import CBOR
import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// A COSE_Sign1 over a claim, ES256, with the certificates in its protected header (RFC 9052; RFC 9360).
struct ClaimSignature: Hashable {
    private static let tag: UInt64 = 18
    private static let algorithm: CBOR = 1
    private static let chain: CBOR = 33
    private static let es256: CBOR = -7
    private static let longestChain = 8

    /// The signer's own first, in DER.
    let certificates: [[UInt8]]
    /// r and s, 32 bytes each.
    let signature: [UInt8]

    /// The signature with nothing in it, which is as long as every other.
    static func blank(_ certificates: [[UInt8]]) -> ClaimSignature {
        ClaimSignature(certificates: certificates, signature: [UInt8](repeating: 0, count: 64))
    }

    init(of claim: [UInt8], by credentials: Credentials) throws {
        let certificates = credentials.certificates
        let message = Self.message(claim, Self.protected(certificates))
        self.init(
            certificates: certificates,
            signature: Array(try credentials.key.signature(for: message).rawRepresentation)
        )
    }

    private init(certificates: [[UInt8]], signature: [UInt8]) {
        self.certificates = certificates
        self.signature = signature
    }

    var encoded: [UInt8] {
        CBOR.tagged(
            Self.tag,
            [.bytes(Self.protected(certificates)), .map(CBORMap()), .null, .bytes(signature)]
        ).encoded
    }

    /// Reads what we write; nil for any other form.
    init?(reading bytes: [UInt8]) {
        guard case .tagged(Self.tag, let item) = try? CBOR(decoding: bytes), let parts = item.array,
            parts.count == 4, let protected = parts[0].bytes, let signature = parts[3].bytes,
            let header = try? CBOR(decoding: protected).map,
            let chain = header[Self.chain]?.array?.compactMap(\.bytes),
            (1...Self.longestChain).contains(chain.count)
        else { return nil }
        self.init(certificates: chain, signature: signature)
        guard encoded == bytes else { return nil }
    }

    /// Whether whoever has the first certificate's key signed this claim.
    func holds(for claim: [UInt8], by leaf: Certificate) -> Bool {
        guard let key = P256.Signing.PublicKey(leaf.publicKey),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
        else { return false }
        return key.isValidSignature(signature, for: Self.message(claim, Self.protected(certificates)))
    }

    private static func protected(_ certificates: [[UInt8]]) -> [UInt8] {
        let header: CBOR = [algorithm: es256, chain: .array(certificates.map { .bytes($0) })]
        return header.encoded
    }

    /// What is signed: Sig_structure with the claim as detached payload.
    private static func message(_ claim: [UInt8], _ protected: [UInt8]) -> Data {
        Data((["Signature1", .bytes(protected), .bytes([]), .bytes(claim)] as CBOR).encoded)
    }
}
