package import Kernel
package import Metrics
package import Outbound

/// The lanes of one engine: several keys or servers of which the least busy healthy one is asked.
///
/// Health is what calls show: a breaker for each lane, pauses that a server wanted, keys that open nothing.
package actor LanePool {
    /// How many calls a lane takes.
    package struct Limits: Hashable, Sendable {
        /// At a time.
        package let concurrency: Int
        /// In any minute; nil for as many as there are.
        package let perMinute: Int?

        package init(concurrency: Int, perMinute: Int? = nil) {
            self.concurrency = concurrency
            self.perMinute = perMinute
        }
    }

    /// How long a key whose allowance is used up is left alone.
    static let quotaRest: Duration = .hours(1)
    private static let minute: Duration = .seconds(60)

    private struct State {
        var outstanding = 0
        var breaker = CircuitBreaker()
        /// The starts of the last minute.
        var starts: [Timestamp] = []
        /// Until when the server wants no call.
        var pausedUntil: Timestamp?
        /// Its key opens nothing; until a probe passes.
        var isShut = false
        /// The last call that brought no picture, unless somebody called it off.
        var lastFailure: LaneReport.Failure?
    }

    package nonisolated let lanes: [Lane]
    private nonisolated let limits: [HostLabel: Limits]
    private nonisolated let readiness: [HostLabel: @Sendable () -> Bool]
    private nonisolated let clock: Clock
    private nonisolated let gauges: [HostLabel: LaneGauges]
    private var states: [HostLabel: State]

    /// A lane with what is known of it beside the calls.
    package struct Way: Sendable {
        package let lane: Lane
        package let limits: Limits
        /// Whether its server is there, where somebody knows: a port that a server of ours does not hold is anybody's.
        let isReady: @Sendable () -> Bool

        package init(
            _ lane: Lane,
            _ limits: Limits,
            isReady: @escaping @Sendable () -> Bool = { true }
        ) {
            self.lane = lane
            self.limits = limits
            self.isReady = isReady
        }
    }

    package init(
        _ ways: [Way],
        clock: Clock,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        lanes = ways.map(\.lane)
        limits = Dictionary(ways.map { ($0.lane.label, $0.limits) }) { first, _ in first }
        readiness = Dictionary(ways.map { ($0.lane.label, $0.isReady) }) { first, _ in first }
        self.clock = clock
        let gauges = ways.map { ($0.lane.label, LaneGauges($0.lane.label, metrics)) }
        self.gauges = Dictionary(gauges) { first, _ in first }
        states = Dictionary(ways.map { ($0.lane.label, State()) }) { first, _ in first }
    }

    /// What can be had of a pool now.
    package enum Choice: Hashable, Sendable {
        case lane(Lane)
        /// All that are healthy are busy, or want a pause that ends then.
        case busy(until: Timestamp?)
        /// None is healthy.
        case none
    }

    /// Takes the least busy healthy lane, in the order of the settings among equals; it is given back by `end`.
    package func take(besides tried: Set<HostLabel>) -> Choice {
        let now = clock.now()
        let fit = lanes.filter { !tried.contains($0.label) && isHealthy($0.label, at: now) }
        let free = fit.filter { isFree($0.label, at: now) }
        guard let lane = free.min(by: { outstanding($0) < outstanding($1) }) else {
            return fit.isEmpty ? .none : .busy(until: fit.compactMap { pauseEnd($0.label, at: now) }.min())
        }
        states[lane.label]?.outstanding += 1
        states[lane.label]?.starts.removeAll { now - $0 >= Self.minute }
        states[lane.label]?.starts.append(now)
        states[lane.label]?.breaker.begin()
        show(lane.label)
        return .lane(lane)
    }

    /// Tells what came of a call; nil for a picture.
    package func end(_ lane: HostLabel, _ failure: GatewayFailure?) {
        guard var state = states[lane] else { return }
        let now = clock.now()
        state.outstanding -= 1
        switch failure?.reason {
        case nil: state.breaker.succeed()
        case .overloaded, .transport, .unknown, .engineFailed: state.breaker.fail(at: now)
        case .unauthorised:
            state.isShut = true
            state.breaker.abstain()
        case .quotaExhausted:
            state.pausedUntil = now + Self.quotaRest
            state.breaker.abstain()
        default: state.breaker.abstain()
        }
        if let pause = failure?.pause { state.pausedUntil = max(state.pausedUntil ?? now, now + pause) }
        if let reason = failure?.reason, reason != .cancelled {
            state.lastFailure = LaneReport.Failure(outcome: reason.outcome, at: now)
        }
        states[lane] = state
        show(lane)
    }

    /// Those that are not asked for pictures until somebody hears that they are well again.
    package var ailing: [Lane] {
        lanes.filter { lane in states[lane.label].map { $0.isShut || $0.breaker.isOpen } ?? false }
    }

    /// Tells that a lane was asked whether it is there, and what it said.
    package func probed(_ lane: HostLabel, _ failure: GatewayFailure?) {
        states[lane]?.isShut = failure?.reason == .unauthorised
        if failure == nil { states[lane]?.breaker.succeed() }
        show(lane)
    }

    /// How each lane is doing now, in the order of the settings.
    package func report() -> [LaneReport] {
        let now = clock.now()
        return lanes.map { lane in
            let state = states[lane.label] ?? State()
            return LaneReport(
                label: lane.label,
                outstanding: state.outstanding,
                isOpen: state.breaker.isOpen,
                pausedUntil: state.pausedUntil.flatMap { $0 > now ? $0 : nil },
                isShut: state.isShut,
                lastFailure: state.lastFailure
            )
        }
    }

    private func show(_ lane: HostLabel) {
        guard let state = states[lane] else { return }
        gauges[lane]?.show(running: state.outstanding, isOpen: state.breaker.isOpen)
    }

    private func outstanding(_ lane: Lane) -> Int { states[lane.label]?.outstanding ?? 0 }

    private func isHealthy(_ lane: HostLabel, at now: Timestamp) -> Bool {
        guard let state = states[lane], !state.isShut, state.breaker.allows(at: now),
            readiness[lane]?() == true
        else { return false }
        // A pause of an hour is as good as an end.
        return state.pausedUntil.map { $0 - now < Self.minute } ?? true
    }

    private func isFree(_ lane: HostLabel, at now: Timestamp) -> Bool {
        guard let state = states[lane], let limits = limits[lane] else { return false }
        return state.outstanding < limits.concurrency && pauseEnd(lane, at: now) == nil
    }

    /// When it may be asked again, where it may not be now.
    private func pauseEnd(_ lane: HostLabel, at now: Timestamp) -> Timestamp? {
        guard let state = states[lane] else { return nil }
        var ends: [Timestamp] = []
        if let until = state.pausedUntil, until > now { ends.append(until) }
        if let most = limits[lane]?.perMinute {
            let recent = state.starts.filter { now - $0 < Self.minute }
            let oldest = recent.count >= most ? recent.suffix(most).first : nil
            if let oldest { ends.append(oldest + Self.minute) }
        }
        return ends.max()
    }
}
