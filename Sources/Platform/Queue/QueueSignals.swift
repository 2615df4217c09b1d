import Kernel
import Synchronization

/// What travels between tasks of this process: hints to look at the Store, never the state itself.
final class QueueSignals: Sendable {
    private struct State {
        var wakers: [AsyncStream<Void>.Continuation] = []
        var followers: [UUIDv7: [Int: AsyncStream<Void>.Continuation]] = [:]
        var running: [UUIDv7: @Sendable (StopReason) -> Void] = [:]
        var nextFollower = 0
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
    ) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextFollower += 1
            state.followers[target, default: [:]][state.nextFollower] = continuation
            return state.nextFollower
        }
        let ticker = Task {
            while !Task.isCancelled {
                try await clock.sleep(interval)
                continuation.yield()
            }
        }
        continuation.onTermination = { _ in
            ticker.cancel()
            self.unfollow(target, number)
        }
        continuation.yield()
        return stream
    }

    func change(_ target: UUIDv7) {
        for follower in state.withLock({ $0.followers[target].map { Array($0.values) } ?? [] }) {
            follower.yield()
        }
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
        state.withLock { state in
            state.followers[target]?[number] = nil
            if state.followers[target]?.isEmpty == true { state.followers[target] = nil }
        }
    }
}
