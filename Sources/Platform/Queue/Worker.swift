import Kernel
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Works through the queue until the server stops: claims, runs, keeps leases alive, tries again, abandons.
///
/// Told to stop, it claims nothing more, lets what runs end within the patience of the settings, and hands the rest back.
package struct Worker: Service {
    private let queue: Queue
    private let handlers: [WorkType: any WorkHandler]

    package init(queue: Queue, handlers: [any WorkHandler]) {
        self.queue = queue
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { ($0.type, $0) })
    }

    package func run() async throws {
        var wakings = queue.signals.wakings().makeAsyncIterator()
        let (untilStopped, stop) = AsyncStream<Never>.makeStream()
        let limit = Task { try await stopOverdue(after: untilStopped) }
        await withTaskGroup { slots in
            await withTaskCancellationOrGracefulShutdownHandler {
                await claim(&wakings, into: &slots)
                await slots.waitForAll()
            } onCancelOrGracefulShutdown: {
                stop.finish()
                queue.wake()
            }
        }
        limit.cancel()
    }

    /// Gives running items their time to end once the server is told to stop, then stops them, so that they are handed back.
    private func stopOverdue(after untilStopped: AsyncStream<Never>) async throws {
        for await _ in untilStopped {}
        try await queue.clock.sleep(queue.settings.patience)
        queue.signals.stopAll()
    }

    /// Fills the slots with work until the server is told to stop.
    private func claim(
        _ wakings: inout AsyncStream<Void>.Iterator,
        into slots: inout TaskGroup<Void>
    ) async {
        var busy = 0
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            if busy == queue.settings.slots {
                await slots.next()
                busy -= 1
                continue
            }
            switch await nextWork() {
            case .work(let work):
                slots.addTask { await perform(work) }
                busy += 1
            case .nothing(let wait):
                await pause(wait, &wakings)
            }
        }
    }

    private enum Claim {
        case work(LeasedWork)
        /// Nothing to do for this long, unless somebody wakes us.
        case nothing(Duration)
    }

    private func nextWork() async -> Claim {
        let (now, lease, types) = (queue.clock.now(), queue.ids.next() as RowID, Array(handlers.keys))
        let until = now + queue.settings.lease
        do {
            return try await queue.store.write { tx in
                let records = WorkRecords(tx)
                try records.freeExpired(now: now)
                if let work = try records.claim(types, lease: lease, until: until, now: now) {
                    return .work(work)
                }
                let next = try records.nextRun(types).map { $0 - now } ?? queue.settings.poll
                return .nothing(min(max(next, .milliseconds(1)), queue.settings.poll))
            }
        } catch is CancellationError {
            return .nothing(queue.settings.poll)
        } catch {
            Logger.current.error("The queue cannot be read", metadata: ["error": "\(error)"])
            return .nothing(queue.settings.poll)
        }
    }

    private func pause(_ wait: Duration, _ wakings: inout AsyncStream<Void>.Iterator) async {
        let (clock, signals) = (queue.clock, queue.signals)
        // The timer wakes through the stream: cancelling a task that reads the stream would end the stream.
        let timer = Task {
            try await clock.sleep(wait)
            signals.wake()
        }
        await wakings.next(isolation: #isolation)
        timer.cancel()
    }

    private func perform(_ work: LeasedWork) async {
        guard let handler = handlers[work.type] else { return }
        let attempt = Attempt(work: work, handler: handler, queue: queue)
        if work.isCanceled {
            await attempt.abandon(because: .canceled)
        } else if work.losses > queue.settings.losses {
            await attempt.abandon(because: .failed)
        } else {
            await attempt.perform()
        }
    }
}
