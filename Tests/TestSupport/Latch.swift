import Synchronization

/// A door at which tasks wait until a test opens it.
package final class Latch: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    package func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for waiter in waiting { waiter.resume() }
    }

    /// Waits until the door is open.
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func wait() async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { enter(number, $0) }
        } onCancel: {
            let waiter = state.withLock { $0.waiting.removeValue(forKey: number) }
            waiter?.resume(throwing: CancellationError())
        }
    }

    private func enter(_ number: Int, _ waiter: CheckedContinuation<Void, any Error>) {
        let outcome = state.withLock { state -> Result<Void, any Error>? in
            if state.isOpen { return .success(()) }
            if Task.isCancelled { return .failure(CancellationError()) }
            state.waiting[number] = waiter
            return nil
        }
        if let outcome { waiter.resume(with: outcome) }
    }
}
