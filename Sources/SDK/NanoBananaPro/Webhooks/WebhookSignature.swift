#if canImport(CryptoKit)
import CryptoKit
#else
import Crypto
#endif
#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Tells whether a delivery comes from the server, whole and just now (Standard Webhooks 1.0).
public enum WebhookSignature {
    /// How far the sender's clock may be from ours; what is older may be a recording.
    public static let tolerance = 300

    private static let longestHeader = 4_096

    /// Why a delivery is not to be believed.
    public enum Refusal: Error, Hashable, Sendable {
        /// `webhook-id`, `webhook-timestamp` or `webhook-signature` is not there, or not readable.
        case headersMissing
        /// It was sent too long ago, or in the future.
        case outOfTime
        /// None of its signatures is one of these secrets'.
        case signatureWrong
    }

    /// Checks a delivery before anything of it is read.
    ///
    /// While a secret is being rotated give both, the new one and the old one.
    /// - Parameters:
    ///   - body: exactly as it came, byte by byte.
    ///   - headers: the request's fields; capitals in names do not matter.
    ///   - secrets: one of them has to fit.
    ///   - now: the present.
    /// - Throws: `Refusal`; then nothing of the delivery is to be believed.
    public static func verify(
        _ body: Data,
        headers: [String: String],
        secrets: WebhookSecret...,
        at now: Date = Date()
    ) throws(Refusal) {
        let fields = Dictionary(headers.map { ($0.lowercased(), $1) }) { first, _ in first }
        guard let id = fields["webhook-id"], let moment = fields["webhook-timestamp"],
            let signatures = fields["webhook-signature"], let seconds = Int64(moment), !id.isEmpty,
            signatures.utf8.count <= longestHeader
        else { throw .headersMissing }
        guard abs(now.timeIntervalSince1970 - Double(seconds)) <= Double(tolerance) else {
            throw .outOfTime
        }
        let signed = Data("\(id).\(moment).".utf8) + body
        let codes = signatures.split(separator: " ").compactMap { code(in: $0) }
        let isGood = secrets.contains { secret in
            let key = SymmetricKey(data: secret.bytes)
            return codes.contains {
                HMAC<SHA256>.isValidAuthenticationCode($0, authenticating: signed, using: key)
            }
        }
        guard isGood else { throw .signatureWrong }
    }

    /// The bytes of a signature of the first version; others are for other keys.
    private static func code(in signature: Substring) -> Data? {
        guard signature.hasPrefix("v1,") else { return nil }
        return Data(base64Encoded: String(signature.dropFirst(3)))
    }
}
