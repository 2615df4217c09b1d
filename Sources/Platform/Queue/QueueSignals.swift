import Kernel
import Synchronization

/// What travels between tasks of this process: hints to look at the Store, never the state itself.
final class QueueSignals: Sendable {
    private struct State {
        var wakers: [AsyncStream<Void>.Continuation] = []
        var targets: [UUIDv7: Target] = [:]
        var running: [UUIDv7: @Sendable (StopReason) -> Void] = [:]
        var nextFollower = 0
    }

    /// What somebody follows.
    private struct Target {
        var followers: [Int: AsyncStream<Void>.Continuation] = [:]
        /// One for all of them: ten thousand may follow one target.
        let ticker: Task<Void, any Error>
    }

    enum StopReason {
        case canceled
        case shutdown
    }

    private let state = Mutex(State())

    /// A stream that ticks when there may be work.
    func wakings() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.wakers.append(continuation) }
        return stream
    }

    func wake() {
        for waker in state.withLock({ $0.wakers }) { waker.yield() }
    }

    func follow(
        _ target: UUIDv7,
        clock: Clock,
        atLeastEvery interval: Duration
    ) -> Subscription<Void> {
        let subscription = state.withLock { state in
            state.nextFollower += 1
            let number = state.nextFollower
            let subscription = Subscription<Void> { self.unfollow(target, number) }
            if state.targets[target] == nil {
                state.targets[target] = Target(ticker: ticker(of: target, clock, every: interval))
            }
            state.targets[target]?.followers[number] = subscription.continuation
            return subscription
        }
        subscription.continuation.yield()
        return subscription
    }

    private func ticker(
        of target: UUIDv7,
        _ clock: Clock,
        every interval: Duration
    ) -> Task<Void, any Error> {
        // Detached: it goes on when the request that began it has ended.
        Task.detached {
            while true {
                try await clock.sleep(interval)
                self.change(target)
            }
        }
    }

    func change(_ target: UUIDv7) {
        let followers = state.withLock { $0.targets[target]?.followers }
        for follower in (followers ?? [:]).values { follower.yield() }
    }

    /// Remembers how to stop the work on `target` while it runs here.
    func began(_ target: UUIDv7, stop: @escaping @Sendable (StopReason) -> Void) {
        state.withLock { $0.running[target] = stop }
    }

    func ended(_ target: UUIDv7) {
        state.withLock { $0.running[target] = nil }
    }

    func cancel(_ target: UUIDv7) {
        state.withLock { $0.running[target] }?(.canceled)
    }

    /// Stops all that runs here, to be handed back.
    func stopAll() {
        for stop in state.withLock({ Array($0.running.values) }) { stop(.shutdown) }
    }

    private func unfollow(_ target: UUIDv7, _ number: Int) {
        let ticker = state.withLock { state -> Task<Void, any Error>? in
            state.targets[target]?.followers[number] = nil
            guard let left = state.targets[target], left.followers.isEmpty else { return nil }
            state.targets[target] = nil
            return left.ticker
        }
        ticker?.cancel()
    }
}
