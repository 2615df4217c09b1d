import Kernel
import Queue
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CancelTests {
    let bench: QueueBench
    let begun = Latch()

    init() async throws {
        bench = try await QueueBench()
        try await bench.add(1)
    }

    @Test func `cancelling what waits removes it and leaves the rest to the caller`() async throws {
        #expect(try await bench.cancel(1) == .removed)
        #expect(try await bench.progress(1) == nil)
        #expect(try await bench.done() == [])
        #expect(try await bench.cancel(1) == .ended)
    }

    @Test func `cancelling what runs stops it at once and lets its handler settle`() async throws {
        try await bench.working(endless) {
            try await begun.wait()
            #expect(try await bench.cancel(1) == .asked)
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "canceled")])
    }

    @Test func `what another process cancelled stops at the next heartbeat`() async throws {
        let other = try await bench.other()
        try await bench.working(endless) {
            try await begun.wait()
            #expect(try await other.cancel(1) == .asked)
            try await bench.pass(.seconds(5))
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "canceled")])
    }

    @Test func `what may not go on any more stops within a second`() async throws {
        let tally = Tally()
        var handler = endless
        handler.permission = { tally.count == 0 }
        try await bench.working(handler) {
            try await begun.wait()
            tally.add()
            try await bench.pass(.milliseconds(500))
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "refused")])
    }

    @Test func `what was cancelled while it failed is not tried again`() async throws {
        let other = try await bench.other()
        let handler = FakeHandler { _, _ in
            #expect(try await other.cancel(1) == .asked)
            throw Refusal()
        }
        try await bench.working(handler) {
            try await bench.pass(.milliseconds(1_250))
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "canceled")])
    }

    @Test func `what was cancelled before its worker vanished is not run by the next`() async throws {
        let other = try await bench.other()
        try await bench.working(endless) {
            try await begun.wait()
            #expect(try await other.cancel(1) == .asked)
            try await other.queue.reclaim()
            try await other.working(other.finishing()) { try await other.untilGone(1) }
        }
        #expect(try await bench.done() == [Done(1, "canceled")])
    }

    @Test func `work that ends in spite of a cancel has ended`() async throws {
        let handler = bench.finishing { [bench] _, _ in _ = try await bench.other().cancel(1) }
        try await bench.working(handler) { try await bench.untilGone(1) }
        #expect(try await bench.done() == [Done(1, "finished")])
    }

    private var endless: FakeHandler {
        FakeHandler { [begun] _, _ in
            begun.open()
            try await Latch().wait()
        }
    }
}
