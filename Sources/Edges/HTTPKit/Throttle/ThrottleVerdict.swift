package import Kernel

/// Whether a request may go on, and what may be said about its limits.
package struct ThrottleVerdict: Sendable {
    /// The limits that refuse it; none when it may go on.
    package let violated: [Quota]
    /// Where the asker stands, beside what refused them: never how often others tried a target, nor how busy the server is.
    package let shown: [Quota]
    /// Every limit of the policy, as it is published.
    package let published: [Quota]

    package var isAllowed: Bool { violated.isEmpty }

    /// - Throws: `Problem` `quota-exceeded` with the limits that refuse.
    package func require() throws(Problem) {
        guard isAllowed else { throw Problem(.quotaExceeded, violating: violated) }
    }
}
