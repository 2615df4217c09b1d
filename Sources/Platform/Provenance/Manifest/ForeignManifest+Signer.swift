import CBOR
import Crypto
import FoundationEssentials
import SwiftASN1
import X509

extension ForeignManifest {
    /// In Unicode scalars: one character may have any number of marks.
    private static let longestName = 64
    private static let algorithm: CBOR = 1
    private static let es256: CBOR = -7
    private static let chain: CBOR = 33
    /// What claims of version 1 call it.
    private static let oldChain: CBOR = "x5chain"

    /// What the claim says made it, as far as it is fit to be shown.
    var maker: String? {
        let info = claim["claim_generator_info"]
        // Claims of version 1 have a list, and before that one text: `Name/1.0 other/2`.
        let named = (info?.map ?? info?.array?.first?.map)?["name"]?.text
        let old = claim["claim_generator"]?.text ?? ""
        return Self.shown(named ?? String(old.prefix { $0 != "/" }).replacing("_", with: " "))
    }

    /// A name in letters and signs that can be shown anywhere; nil where none is left.
    static func shown(_ told: String) -> String? {
        let fit = told.unicodeScalars.lazy.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || " -.&+()".unicodeScalars.contains($0)
        }
        let plain = String(String.UnicodeScalarView(fit.prefix(Self.longestName)))
        let words = plain.split(separator: " ").joined(separator: " ")
        return words.isEmpty ? nil : words
    }

    /// Whether the key of its certificate signed the claim; nil for algorithms that we cannot check.
    var isSigned: Bool? {
        guard let parts = coseParts, let protected = parts[0].bytes, let signature = parts[3].bytes,
            let header = try? CBOR(decoding: protected, limits: CBORLimits(bytes: 1 << 18)).map,
            header[Self.algorithm] == Self.es256, let leaf = Self.leaf(header, parts[1].map),
            let key = P256.Signing.PublicKey(leaf.publicKey)
        else { return nil }
        guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else {
            return false
        }
        let message: CBOR = ["Signature1", .bytes(protected), .bytes([]), .bytes(claimBytes)]
        return key.isValidSignature(signature, for: Data(message.encoded))
    }

    /// The four parts of a COSE_Sign1, with its tag or without.
    private var coseParts: [CBOR]? {
        let item = signature.cbor
        let parts = if case .tagged(18, let inner)? = item { inner.array } else { item?.array }
        return parts.flatMap { $0.count == 4 ? $0 : nil }
    }

    /// The signer's own certificate, in either header; one alone stands without a list (RFC 9360, section 2).
    private static func leaf(_ protected: CBORMap, _ unprotected: CBORMap?) -> Certificate? {
        let headers = [protected, unprotected].compactMap(\.self)
        let found = headers.lazy.compactMap { $0[chain] ?? $0[oldChain] }.first
        guard let bytes = found?.bytes ?? found?.array?.first?.bytes else { return nil }
        return try? Certificate(derEncoded: bytes)
    }
}
