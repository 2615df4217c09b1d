package import Kernel

/// The terms of service in force; their words are the string catalogues', a test binds the two.
package enum Terms {
    /// Year and number: other words need another one.
    package static let version = "2026.1"
    /// 28 November 2026, 0:00 UTC.
    package static let inForceSince = Timestamp(milliseconds: 1_795_824_000_000)
}

/// Which terms somebody agreed to when they signed up.
package struct TermsAgreement: Hashable, Sendable {
    package let version: String
    package let at: Timestamp
}
