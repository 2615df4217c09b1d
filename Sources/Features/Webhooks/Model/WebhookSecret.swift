import Crypto
package import FoundationEssentials
package import Kernel

/// What a receiver and we sign and check notices with: `whsec_` and the base64 of 32 random bytes.
///
/// The standard alphabet, padding and all: libraries of receivers split the text at its underscore.
package struct WebhookSecret: Sendable {
    private static let prefix = "whsec_"
    private static let length = 32
    /// What the standard allows, in bytes.
    private static let lengths = 24...64

    let bytes: Data

    package init(_ randomness: Randomness) {
        bytes = Data(randomness.bytes(Self.length))
    }

    /// As it was sealed.
    init(stored bytes: Data) {
        self.bytes = bytes
    }

    /// Reads one as people write it.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.lengths.contains(bytes.count)
        else { return nil }
        self.bytes = bytes
    }

    /// Shown once.
    package var text: Secret { Secret(Self.prefix + bytes.base64EncodedString()) }

    /// `v1,` and the base64 of HMAC-SHA256 over `id.seconds.body`: exactly the bytes that are sent.
    package func signature(
        of body: Data,
        named id: String,
        at seconds: Int64
    ) -> String {
        let signed = Data("\(id).\(seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: bytes))
        return "v1," + Data(code).base64EncodedString()
    }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
