import Kernel

/// When a notice is posted again (Standard Webhooks' own schedule).
package enum WebhookSchedule {
    /// After each failure in turn; the first try is made at once.
    package static let pauses: [Duration] = [
        .seconds(5), .seconds(5 * 60), .seconds(30 * 60), .hours(2), .hours(5), .hours(10), .hours(14),
        .hours(20), .hours(24),
    ]

    /// The longest that a receiver may ask to be left alone (`Retry-After`).
    static let longestWish: Duration = .hours(24)

    /// How long to wait after so many failed tries; nil when that was the last.
    ///
    /// Up to a tenth longer by `chance` (0 to 1), so that many that failed together do not come back together. A person's own test
    /// is tried once: they look on.
    static func pause(
        after failures: Int,
        of kind: WebhookEvent.Kind,
        chance: Double
    ) -> Duration? {
        guard kind != .ping, (1...pauses.count).contains(failures) else { return nil }
        let pause = Double(pauses[failures - 1].wholeMilliseconds)
        return .milliseconds(Int64(pause * (1 + chance / 10)))
    }
}
