import Kernel
import Queue
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct IdleTests {
    @Test func `a worker without work looks once a poll interval and no more`() async throws {
        let (bench, store) = (try await QueueBench(), Tally())
        let counted = CountingStore(store: bench.store, tally: store)
        let queue = Queue(
            store: counted,
            clock: bench.time.clock,
            ids: IDs(clock: bench.time.clock, randomness: .seeded()),
            randomness: .seeded(),
            settings: .patient
        )
        let worker = Worker(queue: queue, handlers: [bench.finishing()])
        let running = Task { try await worker.run() }
        for looks in 1...4 {
            try await bench.time.untilAsleep(for: .hours(1))
            #expect(store.count == looks)
            bench.time.advance(by: .hours(1))
        }
        running.cancel()
        try await running.value
    }

    @Test func `an item far in the future wakes nobody before the poll interval`() async throws {
        let bench = try await QueueBench()
        try await bench.add(1, notBefore: bench.time.now + .days(2))
        try await bench.working(bench.finishing()) { try await bench.time.untilAsleep(for: .hours(1)) }
        #expect(try await bench.done() == [])
    }
}

/// Counts each use of the database.
private struct CountingStore: Store {
    let store: any Store
    let tally: Tally

    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        tally.add()
        return try await store.read(work)
    }

    func write<Value: Sendable>(
        surviving durability: Durability,
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        tally.add()
        return try await store.write(surviving: durability, work)
    }

    func migrate(_ migrations: [Migration]) async throws { try await store.migrate(migrations) }

    func appliedMigrations() async throws -> Set<String> { try await store.appliedMigrations() }

    func liveSchema() async throws -> LiveSchema { try await store.liveSchema() }

    func version() throws -> Int64 { try store.version() }

    func glance<Value>(_ work: (Transaction) throws -> Value) throws -> Value { try store.glance(work) }

    func scrub() async throws { try await store.scrub() }

    func close() throws { try store.close() }
}
