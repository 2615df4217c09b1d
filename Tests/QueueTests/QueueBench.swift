import Foundation
import Kernel
import Logging
import Queue
import Store
import Synchronization
import TestSupport

/// A queue over a file, as one process sees it.
struct QueueBench: Sendable {
    static let type = WorkType(rawValue: "test.run")
    static let migrations =
        Queue.migrations + [
            Migration("test-001-done", "CREATE TABLE done (target BLOB NOT NULL, by TEXT NOT NULL) STRICT;")
        ]

    let time: TestClock
    let folder: TempFolder
    let store: any Store
    let queue: Queue

    /// A queue that nobody else uses; `chance` stretches the pauses between tries, to the longest unless told otherwise.
    init(_ settings: QueueSettings = .patient, chance: UInt8 = 255) async throws {
        try await self.init(
            folder: TempFolder(),
            time: TestClock(),
            settings: settings,
            chance: chance,
            seed: 1
        )
    }

    /// Another process on the same file, with a clock of its own.
    func other(_ settings: QueueSettings = .patient) async throws -> QueueBench {
        try await QueueBench(
            folder: folder,
            time: TestClock(time.now),
            settings: settings,
            chance: 255,
            seed: 2
        )
    }

    private init(
        folder: TempFolder,
        time: TestClock,
        settings: QueueSettings,
        chance: UInt8,
        seed: UInt64
    ) async throws {
        (self.folder, self.time) = (folder, time)
        store = try SQLiteStore(file: folder["queue.sqlite"])
        try await store.migrate(Self.migrations)
        queue = Queue(
            store: store,
            clock: time.clock,
            ids: IDs(clock: time.clock, randomness: .seeded(seed)),
            randomness: Randomness { Array(repeating: chance, count: $0) },
            settings: settings
        )
    }

    func add(
        _ target: UInt64,
        type: WorkType = type,
        of subject: SubjectID? = nil,
        notBefore: Timestamp? = nil
    ) async throws {
        let work = NewWork(type, on: UUIDv7.target(target), of: subject, notBefore: notBefore)
        try await store.write { [queue] tx in try queue.add(work, in: tx) }
        queue.wake()
    }

    /// Has what waits for a target be done now.
    func hurry(_ target: UInt64) async throws {
        try await store.write { [queue] tx in try queue.hurry(Self.type, on: .target(target), in: tx) }
        queue.wake()
    }

    func cancel(_ target: UInt64) async throws -> CancelOutcome {
        let outcome = try await store.write { [queue] tx in
            try queue.cancel(Self.type, on: .target(target), in: tx)
        }
        queue.announceCancel(of: .target(target))
        return outcome
    }

    func progress(_ target: UInt64) async throws -> WorkProgress? {
        try await store.read { [queue] tx in try queue.progress(of: Self.type, on: .target(target), in: tx) }
    }

    /// How many items of a type wait and run.
    func depth(of type: WorkType = type) async throws -> Depth {
        let depths = try await store.read { [queue] tx in try queue.depth(in: tx) }
        let found = depths.first { $0.type == type }
        return Depth(waiting: found?.waiting ?? 0, running: found?.running ?? 0)
    }

    /// The effects that were stored: which target, and what was written beside it.
    func done() async throws -> [Done] {
        try await store.read { tx in
            try tx.all("SELECT target, by FROM done ORDER BY rowid") { row in
                try Done(UUIDv7(bytes: row.get("target"))?.low ?? 0, row.get("by"))
            }
        }
    }

    /// Runs `body` beside a worker with these handlers.
    func working<Value: Sendable>(
        _ handlers: any WorkHandler...,
        body: () async throws -> Value
    ) async throws -> Value {
        let worker = Worker(queue: queue, handlers: handlers)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Waits until somebody sleeps this long, and ends the sleep.
    func pass(_ pause: Duration) async throws {
        try await time.untilAsleep(for: pause)
        time.advance(by: pause)
        // A worker that looked before the clock moved, and sleeps only now, looks again.
        queue.wake()
    }

    /// Returns when the item is gone.
    func untilGone(_ target: UInt64) async throws {
        for await _ in queue.changes(of: .target(target)) where try await progress(target) == nil { return }
    }
}

struct Depth: Hashable {
    let waiting: Int
    let running: Int
}

struct Done: Hashable, Sendable {
    let target: UInt64
    let by: String

    init(_ target: UInt64, _ by: String) {
        self.target = target | 0x8000_0000_0000_0000
        self.by = by
    }
}

extension UUIDv7 {
    static func target(_ number: UInt64) -> UUIDv7 { JobID.sample(number).value }
}
