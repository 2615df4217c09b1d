import Kernel
import Queue
import Store
import Synchronization

/// A handler that does what a test says, and stores how its items ended.
struct FakeHandler: WorkHandler {
    typealias Report = @Sendable (WorkProgress) -> Void

    let type: WorkType
    var place = WorkPlace.here
    var isAlone = false
    /// Whether the work may go on.
    var permission: WorkPermission?
    private let act: @Sendable (LeasedWork, @escaping Report) async throws -> Void

    init(
        _ type: WorkType = QueueBench.type,
        act: @escaping @Sendable (LeasedWork, @escaping Report) async throws -> Void
    ) {
        self.type = type
        self.act = act
    }

    func run(_ work: LeasedWork, report: @escaping Report) async throws {
        try await act(work, report)
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        try tx.store(work, as: "\(end)")
    }

    func permission(for work: LeasedWork) -> WorkPermission? { permission }
}

extension QueueBench {
    /// A handler that does something first and then ends its item, storing `name`.
    func finishing(
        _ type: WorkType = QueueBench.type,
        as name: String = "finished",
        after act: @escaping @Sendable (LeasedWork, @escaping FakeHandler.Report) async throws -> Void = {
            _,
            _ in
        }
    ) -> FakeHandler {
        FakeHandler(type) { [store, queue] work, report in
            try await act(work, report)
            try await store.write { tx in
                try tx.store(work, as: name)
                try queue.finish(work, in: tx)
            }
        }
    }
}

extension Transaction {
    func store(_ work: LeasedWork, as name: String) throws {
        try run("INSERT INTO done (target, by) VALUES (\(work.target.bytes), \(name))")
    }
}

/// How often something happened, counted by several tasks.
final class Tally: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    @discardableResult
    func add(_ step: Int = 1) -> Int {
        number.withLock { number in
            number += step
            return number
        }
    }
}
