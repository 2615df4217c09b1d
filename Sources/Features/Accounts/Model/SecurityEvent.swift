import Kernel

/// Something that happened to the safety of an account, as its person reads it in the security log.
///
/// What staff do with somebody's data, and what somebody demands as of right, is more: an act of the audit log.
package struct SecurityEvent: Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case signedIn = "signed_in"
        /// The password was right and the second factor was not.
        case secondFactorFailed = "second_factor_failed"
        case passwordChanged = "password_changed"
        /// A new password was set by a link in a mail.
        case passwordReset = "password_reset"
        case factorAdded = "factor_added"
        case factorRemoved = "factor_removed"
        case emailChangeAsked = "email_change_asked"
        case emailChangeStopped = "email_change_stopped"
        case emailChanged = "email_changed"
        /// A session was ended from another one.
        case sessionEnded = "session_ended"
        /// All other sessions were ended at once.
        case sessionsEnded = "sessions_ended"
        /// What was made before the sign-in came into the account.
        case workBrought = "work_brought"
        case keyMade = "key_made"
        /// A key got a new secret.
        case keyRotated = "key_rotated"
        /// A key got another name, other scopes, sites or limits, or another end.
        case keyChanged = "key_changed"
        case keyRevoked = "key_revoked"
    }

    /// By what somebody has shown that it is them, or what was added or removed.
    package enum Means: String, CaseIterable, Sendable, Codable {
        case password
        case oneTimeCode = "one_time_code"
        case recoveryCode = "recovery_code"
        case passkey
        /// An OpenID Connect provider.
        case provider
    }

    package let kind: Kind
    package let means: Means?
    /// From which browser; nil for what no browser did.
    package let traits: ClientTraits?
    /// Wrong passwords before a sign-in, sessions that ended; nil where there is nothing to count.
    package let count: Int?

    package init(
        _ kind: Kind,
        by means: Means? = nil,
        from traits: ClientTraits? = nil,
        count: Int? = nil
    ) {
        self.kind = kind
        self.means = means
        self.traits = traits
        self.count = count
    }
}
