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
        await withTaskCancellationOrGracefulShutdownHandler {
            // It waits for its items before it returns.
            await withDiscardingTaskGroup { items in await claim(&wakings, into: &items) }
        } onCancelOrGracefulShutdown: {
            stop.finish()
            queue.wake()
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
        into items: inout DiscardingTaskGroup
    ) async {
        let running = RunningWork(queue.settings)
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            switch await nextWork(besides: running) {
            case .work(let work):
                guard let handler = handlers[work.type] else { continue }
                running.began(handler)
                items.addTask {
                    await perform(work, by: handler)
                    // Only where more could not be claimed before does the end of an item change what can be.
                    if running.ended(handler) { queue.wake() }
                }
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

    private func nextWork(besides running: RunningWork) async -> Claim {
        let types = handlers.values.filter { running.hasRoom(for: $0) }.map(\.type)
        guard !types.isEmpty else { return .nothing(queue.settings.poll) }
        let (now, lease) = (queue.clock.now(), queue.ids.next() as RowID)
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

    private func perform(_ work: LeasedWork, by handler: any WorkHandler) async {
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

/// What takes the slots of a worker just now.
private final class RunningWork: Sendable {
    private struct State {
        var items: [WorkPlace: Int] = [:]
        /// Types of which an item runs that is done alone.
        var alone: Set<WorkType> = []
    }

    private let settings: QueueSettings
    private let state = Mutex(State())

    init(_ settings: QueueSettings) {
        self.settings = settings
    }

    /// Whether one more item of the handler's may begin.
    func hasRoom(for handler: any WorkHandler) -> Bool {
        state.withLock { state in
            !state.alone.contains(handler.type)
                && state.items[handler.place, default: 0] < settings.slots(handler.place)
        }
    }

    func began(_ handler: any WorkHandler) {
        state.withLock { state in
            state.items[handler.place, default: 0] += 1
            if handler.isAlone { state.alone.insert(handler.type) }
        }
    }

    /// - Returns: whether something may begin now that could not before.
    func ended(_ handler: any WorkHandler) -> Bool {
        state.withLock { state in
            let wasFull = state.items[handler.place, default: 0] >= settings.slots(handler.place)
            state.items[handler.place, default: 0] -= 1
            return state.alone.remove(handler.type) != nil || wasFull
        }
    }
}
