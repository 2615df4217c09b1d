import Kernel
import Queue
import Store
import TestSupport
import Testing

/// What keeps an item with one worker, and what takes it away.
@Suite(.timeLimit(.minutes(5)))
struct LeaseTests {
    let bench: QueueBench
    let begun = Latch()
    let end = Latch()

    init() async throws {
        var settings = QueueSettings.patient
        // A second slot could claim what a test has just freed.
        settings.slots = 1
        bench = try await QueueBench(settings)
        try await bench.add(1)
    }

    @Test func `an item whose worker fell silent is given to another, and the first can no longer end it`()
        async throws
    {
        let (other, lost) = (try await bench.other(), Latch())
        try await bench.working(slow(lost)) {
            try await begun.wait()
            try await other.working(other.finishing(as: "other")) {
                try await other.pass(.hours(1))
                try await other.untilGone(1)
            }
            end.open()
            try await lost.wait()
        }
        #expect(try await bench.done() == [Done(1, "other")])
    }

    @Test func `a lease is renewed for as long as its work runs`() async throws {
        let other = try await bench.other()
        try await bench.working(slow(Latch())) {
            try await begun.wait()
            for _ in 0..<10 {
                try await bench.pass(.seconds(5))
            }
            try await bench.time.untilAsleep(for: .seconds(5))
            other.time.set(to: bench.time.now)
            try await other.working(other.finishing(as: "other")) {
                try await other.time.untilAsleep(for: .hours(1))
            }
            end.open()
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "one")])
    }

    @Test func `work whose item is gone is stopped at the next heartbeat and leaves nothing`() async throws {
        let lost = Latch()
        try await bench.working(slow(lost)) {
            try await begun.wait()
            try await bench.store.write { tx in _ = try tx.run("DELETE FROM queue_work") }
            try await bench.pass(.seconds(5))
            try await lost.wait()
        }
        #expect(try await bench.done() == [])
    }

    @Test func `what a dead process held is freed at the next start`() async throws {
        let other = try await bench.other()
        try await bench.working(slow(Latch())) {
            try await begun.wait()
            #expect(try await other.queue.reclaim() == 1)
            #expect(try await other.queue.reclaim() == 0)
            try await other.working(other.finishing(as: "other")) { try await other.untilGone(1) }
        }
        #expect(try await bench.done() == [Done(1, "other")])
    }

    @Test func `an item that was lost is neither failed nor put back by the worker that lost it`()
        async throws
    {
        let tried = Latch()
        let handler = FakeHandler { _, _ in
            defer { tried.open() }
            throw LeaseLost()
        }
        try await bench.working(handler) { try await tried.wait() }
        #expect(try await bench.depth() == Depth(waiting: 0, running: 1))
    }

    @Test func `a part of the effect is stored only while the item is held`() async throws {
        let lost = Latch()
        let handler = FakeHandler { [bench] work, _ in
            try await bench.store.write { tx in
                try bench.queue.confirm(work, in: tx)
                try tx.store(work, as: "first half")
            }
            try await bench.store.write { tx in _ = try tx.run("DELETE FROM queue_work") }
            await #expect(throws: LeaseLost.self) {
                try await bench.store.write { tx in
                    try tx.store(work, as: "second half")
                    try bench.queue.confirm(work, in: tx)
                }
            }
            lost.open()
        }
        try await bench.working(handler) { try await lost.wait() }
        #expect(try await bench.done() == [Done(1, "first half")])
    }

    @Test(arguments: [(3, "finished"), (4, "failed")])
    func `an item that workers vanish with is abandoned past the bound`(losses: Int, end: String) async throws
    {
        var settings = QueueSettings.patient
        settings.losses = 3
        let bench = try await QueueBench(settings)
        try await bench.add(1)
        for _ in 0..<losses {
            try await bench.store.write { tx in
                _ = try tx.run("UPDATE queue_work SET lease = x'00', lease_until = 0")
            }
            try await bench.queue.reclaim()
        }
        try await bench.working(bench.finishing()) { try await bench.untilGone(1) }
        #expect(try await bench.done() == [Done(1, end)])
    }

    /// A handler that waits for the test before it ends its item, and tells when it could not.
    private func slow(_ lost: Latch) -> FakeHandler {
        let handler = bench.finishing(as: "one") { [begun, end] _, _ in
            begun.open()
            try await end.wait()
        }
        return FakeHandler { work, report in
            do {
                try await handler.run(work, report: report)
            } catch {
                lost.open()
                throw error
            }
        }
    }
}
