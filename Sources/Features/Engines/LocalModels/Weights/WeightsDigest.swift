import Crypto

/// The SHA-256 of weights.
package struct WeightsDigest: Hashable, Sendable {
    /// 64 digits in small hexadecimal.
    package let text: String

    /// Nil for what is not 64 hexadecimal digits, in either case.
    package init?(_ text: String) {
        guard text.wholeMatch(of: /[0-9A-Fa-f]{64}/) != nil else { return nil }
        self.text = text.lowercased()
    }

    init(_ digest: SHA256.Digest) {
        text = digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}
