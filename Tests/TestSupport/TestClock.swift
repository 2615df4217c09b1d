package import Kernel
import Synchronization

/// A clock that stands still until a test moves it; whoever sleeps on it wakes when their time has come.
package final class TestClock: Sendable {
    private struct Sleeper {
        let due: Timestamp
        let duration: Duration
        let bed = Latch()
    }

    private struct State {
        var now: Timestamp
        var sleepers: [Int: Sleeper] = [:]
        var next = 0
        var watchers: [(duration: Duration, latch: Latch)] = []
    }

    private let state: Mutex<State>

    /// - Parameter now: 2026-11-23, 18:00 UTC, unless told otherwise.
    package init(_ now: Timestamp = Timestamp(milliseconds: 1_795_456_800_000)) {
        state = Mutex(State(now: now))
    }

    package var clock: Clock {
        Clock(now: { self.now }, sleep: { try await self.sleep($0) })
    }

    package var now: Timestamp { state.withLock { $0.now } }

    package func advance(by duration: Duration) {
        set(to: now + duration)
    }

    /// Moves the clock, backwards too, and wakes everybody whose time has come.
    package func set(to moment: Timestamp) {
        let awake = state.withLock { state in
            state.now = moment
            let due = state.sleepers.filter { $0.value.due <= moment }
            for number in due.keys { state.sleepers[number] = nil }
            return due.values
        }
        for sleeper in awake { sleeper.bed.open() }
    }

    /// Waits until somebody sleeps for exactly this long, so that moving the clock will wake them.
    package func untilAsleep(for duration: Duration) async throws {
        let latch = Latch()
        state.withLock { state in
            if state.sleepers.values.contains(where: { $0.duration == duration }) {
                latch.open()
            } else {
                state.watchers.append((duration, latch))
            }
        }
        try await latch.wait()
    }

    private func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let (number, sleeper) = lieDown(duration)
        try await withTaskCancellationHandler {
            try await sleeper.bed.wait()
        } onCancel: {
            state.withLock { $0.sleepers[number] = nil }
        }
    }

    private func lieDown(_ duration: Duration) -> (number: Int, sleeper: Sleeper) {
        state.withLock { state in
            let sleeper = Sleeper(due: state.now + duration, duration: duration)
            state.next += 1
            state.sleepers[state.next] = sleeper
            for watcher in state.watchers where watcher.duration == duration { watcher.latch.open() }
            state.watchers.removeAll { $0.duration == duration }
            return (state.next, sleeper)
        }
    }
}
