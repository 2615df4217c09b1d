extension NanoBananaPro {
    /// When a request that failed for a passing reason is sent again.
    ///
    /// Passing are a lost connection and the statuses 408, 429 and 5xx. The pauses double, are shortened by chance so that
    /// many clients do not come back at one moment, and are never shorter than what the server asks for in `Retry-After`.
    public struct RetryPolicy: Sendable, Hashable {
        /// How often a request is sent at most.
        public var attempts: Int
        /// The pause after the first failure, before chance shortens it.
        public var firstPause: Duration
        /// The longest pause; when the server asks for more, the error is thrown at once and tells `retryAfter`.
        public var longestPause: Duration

        /// Four attempts within some seconds.
        public static let usual = RetryPolicy(
            attempts: 4,
            firstPause: .milliseconds(500),
            longestPause: .seconds(30)
        )
        /// Everything is sent once.
        public static let never = RetryPolicy(attempts: 1, firstPause: .zero, longestPause: .zero)

        /// Makes a policy; fewer attempts than one count as one.
        public init(attempts: Int, firstPause: Duration, longestPause: Duration) {
            self.attempts = max(1, attempts)
            self.firstPause = firstPause
            self.longestPause = longestPause
        }

        /// The pause after so many failures: the half of it always, the other half by chance (0 up to 1).
        func pause(after failures: Int, chance: Double) -> Duration {
            let doublings = min(max(failures - 1, 0), 16)
            let whole = min(firstPause * (1 << doublings), longestPause)
            return whole * (0.5 + 0.5 * chance)
        }
    }
}
