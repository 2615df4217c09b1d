package import FoundationEssentials
import Kernel
import Vault

/// What a request that made something was answered: its repetition under the same idempotency key gets the same, and makes nothing.
package struct RememberedAnswer: Codable, Hashable, Sendable {
    /// In bytes.
    package static let longestBody = 64 * 1_024

    package let status: Int
    package let mediaType: String
    package let location: String?
    package let body: Data

    package init(
        status: Int,
        mediaType: String,
        location: String?,
        body: Data
    ) {
        self.status = status
        self.mediaType = mediaType
        self.location = location
        self.body = body
    }
}

extension RememberedAnswer: CustomStringConvertible, CustomReflectable {
    /// Personal data.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension SealedPlace {
    static func answer(of row: RowID) -> SealedPlace { SealedPlace("studio_answer", "answer", row: row) }
}
