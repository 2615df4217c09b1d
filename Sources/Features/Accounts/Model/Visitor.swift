package import Kernel

/// A person without an account.
package struct Visitor: Hashable, Sendable {
    /// How long a visitor is kept after the last use.
    package static let lifetime: Duration = .days(7)
    /// Uses closer together than this move the end no further: it saves a write a request.
    static let renewalStep: Duration = .seconds(60)

    package let subject: SubjectID
    package let expiresAt: Timestamp
}
