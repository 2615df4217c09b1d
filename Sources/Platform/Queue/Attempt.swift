import Kernel
import Logging
import Store
import Synchronization

/// One try at one item: runs its handler beside a heartbeat, and settles how it ended.
struct Attempt {
    let work: LeasedWork
    let handler: any WorkHandler
    let queue: Queue

    private final class Stop: Sendable {
        enum Reason { case canceled, shutdown, leaseLost, refused }

        private let reason = Mutex<Reason?>(nil)

        var given: Reason? { reason.withLock { $0 } }

        func give(_ new: Reason) {
            reason.withLock { $0 = $0 ?? new }
        }
    }

    func perform() async {
        let stop = Stop()
        let (reports, report) = AsyncStream<WorkProgress>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let task = Task { try await handler.run(work) { report.yield($0) } }
        queue.signals.began(work.target) { reason in
            stop.give(reason == .shutdown ? .shutdown : .canceled)
            task.cancel()
        }
        let watch = Task {
            await withTaskGroup { group in
                group.addTask { await store(reports) }
                group.addTask { await beat(stop, task) }
                group.addTask { await ask(stop, task) }
            }
        }
        let result = await task.result
        report.finish()
        watch.cancel()
        await watch.value
        queue.signals.ended(work.target)
        await settle(result, stop.given)
        announce()
    }

    /// Removes the item for good and lets its handler settle what hangs on it.
    func abandon(because end: WorkEnd) async {
        await logged("Work could not be abandoned") {
            try await queue.store.write { tx in
                guard try WorkRecords(tx).delete(work) else { return }
                try handler.abandon(work, because: end, in: tx)
            }
        }
        announce()
    }

    /// Has followers of the target look again, and those of everything that its person has.
    private func announce() {
        queue.signals.change(work.target)
        if let subject = work.subject { queue.signals.change(subject.value) }
    }

    private func settle(_ result: Result<Void, any Error>, _ stop: Stop.Reason?) async {
        guard case .failure(let error) = result else { return }
        switch stop {
        case .canceled: await abandon(because: .canceled)
        case .refused: await abandon(because: .refused)
        case .shutdown: await handBack()
        case .leaseLost: return
        case nil:
            if error is LeaseLost { return }
            if await isAllowed() { await retry(after: error) } else { await abandon(because: .refused) }
        }
    }

    private func handBack() async {
        let now = queue.clock.now()
        await logged("Work could not be handed back") {
            try await queue.store.write { tx in
                try WorkRecords(tx).release(work, failures: work.failures, runAt: now)
            }
        }
    }

    private func retry(after error: any Error) async {
        let failures = work.failures + 1
        Logger.current.warning(
            "Work failed",
            metadata: ["work": "\(work.id)", "type": "\(work.type.rawValue)", "error": "\(type(of: error))"]
        )
        guard failures < queue.settings.tries else {
            await abandon(because: .failed)
            return
        }
        let chance = Double(queue.randomness.bytes(1).first ?? 128) / 255
        let runAt = queue.clock.now() + queue.settings.backoff(after: failures, chance: chance)
        await logged("Work could not be put back") {
            try await queue.store.write { tx in
                try WorkRecords(tx).release(work, failures: failures, runAt: runAt)
            }
        }
        queue.wake()
    }

    /// Stores reports, at most one an interval.
    private func store(_ reports: AsyncStream<WorkProgress>) async {
        for await progress in reports {
            await logged("Progress could not be stored") {
                try await queue.store.write { tx in try WorkRecords(tx).store(progress, of: work) }
            }
            announce()
            try? await queue.clock.sleep(queue.settings.reportInterval)
        }
    }

    /// Keeps the lease alive and notices that the item was cancelled or lost.
    private func beat(_ stop: Stop, _ task: Task<Void, any Error>) async {
        while (try? await queue.clock.sleep(queue.settings.heartbeat)) != nil {
            let until = queue.clock.now() + queue.settings.lease
            await logged("A lease could not be renewed") {
                let isCanceled = try await queue.store.write { tx in
                    try WorkRecords(tx).renew(work, until: until)
                }
                guard isCanceled != false else { return }
                stop.give(isCanceled == nil ? .leaseLost : .canceled)
                task.cancel()
            }
        }
    }

    /// Notices that the person whom the work is about may not be worked on any more.
    private func ask(_ stop: Stop, _ task: Task<Void, any Error>) async {
        guard handler.permission(for: work) != nil else { return }
        while (try? await queue.clock.sleep(queue.settings.permission)) != nil {
            guard await isAllowed() else {
                stop.give(.refused)
                task.cancel()
                return
            }
        }
    }

    /// Whether the work may go on; where nobody can say, it does, since its own permits are asked for anyway.
    private func isAllowed() async -> Bool {
        guard let permission = handler.permission(for: work) else { return true }
        return (try? await permission()) ?? true
    }

    private func logged(_ message: Logger.Message, _ act: () async throws -> Void) async {
        do {
            try await act()
        } catch is CancellationError {
            return
        } catch {
            Logger.current.error(message, metadata: ["work": "\(work.id)", "error": "\(error)"])
        }
    }
}
