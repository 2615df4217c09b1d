#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a webhook's deliveries are signed with, which no description, dump or log shows.
public struct WebhookSecret: Sendable, Hashable {
    private static let prefix = "whsec_"

    let bytes: Data

    /// Reads a secret as the server showed it: `whsec_` and base64.
    ///
    /// Nil for what is no such thing.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let bytes = Data(base64Encoded: String(text.dropFirst(6))),
            !bytes.isEmpty
        else { return nil }
        self.bytes = bytes
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says nothing of the secret.
    public var description: String { "<redacted>" }
    /// Says nothing of the secret.
    public var debugDescription: String { "<redacted>" }
    /// Shows nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
