package import Kernel

/// An address that an account shall have, on its way to be confirmed at both ends.
package struct EmailChange: Hashable, Sendable {
    /// How long both ends may take.
    package static let lifetime: Duration = .hours(24)

    package let email: EmailAddress
    /// The ends that have agreed.
    package let agreed: Set<End>
    package let expiresAt: Timestamp

    package init(
        email: EmailAddress,
        agreed: Set<End>,
        expiresAt: Timestamp
    ) {
        self.email = email
        self.agreed = agreed
        self.expiresAt = expiresAt
    }

    /// Whose mailbox a link was sent to.
    package enum End: String, CaseIterable, Sendable {
        case old
        case new

        var use: LinkUse {
            switch self {
            case .old: .oldAddress
            case .new: .newAddress
            }
        }
    }
}
