import CChildren
import Foundation
import Synchronization

/// A program that runs beside us, in a process group of its own, and is killed by the kernel when we end first.
///
/// Whoever starts one ends it, by `signal`, and waits until it is gone.
final class ChildProcess: Sendable {
    /// How it ended.
    enum End: Hashable, Sendable {
        case status(Int32)
        case signal(Int32)
    }

    private struct State {
        var end: End?
        var waiting: [Int: CheckedContinuation<End?, Never>] = [:]
        var next = 0
    }

    private let id: Int32
    private let state = Mutex(State())

    private init(id: Int32) {
        self.id = id
    }

    /// Starts a program on a thread that stays until it has ended: the kernel takes that thread for its parent.
    /// - Throws: `ChildFault`.
    static func start(_ program: ChildProgram) async throws(ChildFault) -> ChildProcess {
        let outcome: Result<ChildProcess, ChildFault> = await withCheckedContinuation { waiter in
            let thread = Thread {
                do throws(ChildFault) {
                    let child = ChildProcess(id: try program.launch())
                    waiter.resume(returning: .success(child))
                    child.stayUntilEnded()
                } catch {
                    waiter.resume(returning: .failure(error))
                }
            }
            thread.name = "child"
            thread.start()
        }
        return try outcome.get()
    }

    /// Sends a signal to the program and to whatever it started; nothing happens once it has ended.
    func signal(_ number: Int32) {
        state.withLock { state in
            // Only while it is not reaped is the number certainly its own.
            guard state.end == nil else { return }
            kill(-id, number)
        }
    }

    /// Waits until it has ended and is reaped.
    /// - Returns: how it ended; nil when the task is cancelled first.
    @discardableResult
    func wait() async -> End? {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { enter(number, $0) }
        } onCancel: {
            let waiter = state.withLock { $0.waiting.removeValue(forKey: number) }
            waiter?.resume(returning: nil)
        }
    }

    private func enter(_ number: Int, _ waiter: CheckedContinuation<End?, Never>) {
        let isOver = state.withLock { state in
            guard state.end == nil, !Task.isCancelled else { return true }
            state.waiting[number] = waiter
            return false
        }
        if isOver { waiter.resume(returning: state.withLock { $0.end }) }
    }

    private func stayUntilEnded() {
        children_wait(id)
        let (end, waiting) = state.withLock { state in
            let code = children_reap(id)
            let end = code < 0 ? End.signal(-code) : .status(code)
            defer { state.waiting = [:] }
            state.end = end
            return (end, state.waiting.values)
        }
        for waiter in waiting { waiter.resume(returning: end) }
    }
}

/// Why a program did not start.
struct ChildFault: Error, Hashable {
    /// The `errno` of what failed.
    let code: Int32
}
