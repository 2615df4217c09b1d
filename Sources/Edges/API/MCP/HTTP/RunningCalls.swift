import Accounts
import Kernel
import Synchronization

/// Which calls are under way over HTTP, so that their clients can take them back.
///
/// In the revisions with a handshake that is a message of its own, by the id that the client gave its request. Clients number
/// their requests from 1, so ids are told apart by key and session; a session is only a name that was given out, and nothing is
/// kept under it when no call runs.
final class RunningCalls: Sendable {
    struct Name: Hashable, Sendable {
        let key: APIKeyID
        let session: String
        let id: RPCID
    }

    private struct State {
        let number: Int
        var job: JobID?
        var isCancelled = false
    }

    private struct List {
        var states: [Name: State] = [:]
        var last = 0
    }

    private let list = Mutex(List())

    /// Notes a call for as long as somebody holds what this returns; a name that is there already leads to the newer call.
    func begin(_ name: Name) -> RunningCall {
        let number = list.withLock { list in
            list.last += 1
            list.states[name] = State(number: list.last)
            return list.last
        }
        return RunningCall(of: self, name: name, number: number)
    }

    /// Marks a call as one whose answer nobody wants.
    /// - Returns: its job, once it has one.
    func cancel(_ name: Name) -> JobID? {
        list.withLock { list in
            list.states[name]?.isCancelled = true
            return list.states[name]?.job
        }
    }

    /// - Returns: whether it has been cancelled meanwhile.
    fileprivate func note(_ job: JobID, _ name: Name, _ number: Int) -> Bool {
        list.withLock { list in
            guard list.states[name]?.number == number else { return false }
            list.states[name]?.job = job
            return list.states[name]?.isCancelled ?? false
        }
    }

    fileprivate func isCancelled(_ name: Name, _ number: Int) -> Bool {
        list.withLock { list in
            guard let state = list.states[name], state.number == number else { return false }
            return state.isCancelled
        }
    }

    fileprivate func end(_ name: Name, _ number: Int) {
        list.withLock { list in
            guard list.states[name]?.number == number else { return }
            list.states[name] = nil
        }
    }
}

/// One call that is under way; it leaves the list with the last who holds it.
final class RunningCall: Sendable {
    private let calls: RunningCalls
    private let name: RunningCalls.Name
    private let number: Int

    fileprivate init(
        of calls: RunningCalls,
        name: RunningCalls.Name,
        number: Int
    ) {
        self.calls = calls
        self.name = name
        self.number = number
    }

    deinit { calls.end(name, number) }

    var isCancelled: Bool { calls.isCancelled(name, number) }

    /// Notes the job of the call.
    /// - Returns: whether the call has been cancelled before it had one.
    func began(_ job: JobID) -> Bool { calls.note(job, name, number) }
}
