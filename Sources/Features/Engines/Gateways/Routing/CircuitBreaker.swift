import Kernel

/// Whether a server is worth asking: it is left alone after several failures in a row of time, then tried by one call.
///
/// M. Nygard, Release It! (2nd edition, 2018), section 5.2.
struct CircuitBreaker: Hashable, Sendable {
    static let mostFailures = 5
    /// Failures that are longer ago count no more.
    static let window: Duration = .seconds(60)
    static let rest: Duration = .seconds(30)

    private var failures: [Timestamp] = []
    /// Until when it is left alone; nil while it is asked as usual.
    private var opensAt: Timestamp?
    private var isTrying = false

    /// Whether it may be asked; the first question after a rest is a trial, and no other is allowed beside it.
    func allows(at now: Timestamp) -> Bool {
        guard let opensAt else { return true }
        return now >= opensAt && !isTrying
    }

    /// A call begins; after a rest it is the trial.
    mutating func begin() {
        if opensAt != nil { isTrying = true }
    }

    mutating func succeed() {
        self = CircuitBreaker()
    }

    mutating func fail(at now: Timestamp) {
        failures = failures.filter { now - $0 < Self.window } + [now]
        if isTrying || failures.count >= Self.mostFailures {
            opensAt = now + Self.rest
            failures = []
        }
        isTrying = false
    }

    /// A call ended in a way that says nothing of the server.
    mutating func abstain() {
        isTrying = false
    }

    var isOpen: Bool { opensAt != nil }
}
