import FoundationEssentials

/// The time of day and the passing of time, injected so that tests can own both.
package struct Clock: Sendable {
    package let now: @Sendable () -> Timestamp
    /// Waits, or throws `CancellationError` when the task is cancelled first.
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock.
    package static let system = Clock(
        now: { Timestamp(Date()) },
        sleep: { try await Task.sleep(for: $0) }
    )
}
