import Kernel
import Queue
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ProgressTests {
    let bench: QueueBench
    let begun = Latch()
    let end = Latch()

    init() async throws {
        bench = try await QueueBench()
    }

    @Test func `an item that waits has made no progress, and one that is not there has none`() async throws {
        try await bench.add(1)
        #expect(try await bench.progress(1) == WorkProgress(stage: "waiting", fraction: 0, isRunning: false))
        #expect(try await bench.progress(2) == nil)
    }

    @Test func `a report is stored and its followers are told`() async throws {
        try await bench.add(1)
        let handler = bench.finishing { [end] _, report in
            report(WorkProgress(stage: "drawing", fraction: 0.375, isRunning: true))
            try await end.wait()
        }
        try await bench.working(handler) {
            try await bench.untilProgress(0.375, stage: "drawing")
            end.open()
            try await bench.untilGone(1)
        }
    }

    @Test func `of reports that come too fast the newest is stored, one an interval`() async throws {
        try await bench.add(1)
        let (first, rest) = (Latch(), Latch())
        let handler = bench.finishing { [end] _, report in
            report(WorkProgress(stage: "drawing", fraction: 0.1, isRunning: true))
            try await first.wait()
            for fraction in [0.2, 0.3, 0.4] {
                report(WorkProgress(stage: "drawing", fraction: fraction, isRunning: true))
            }
            rest.open()
            try await end.wait()
        }
        try await bench.working(handler) {
            try await bench.untilProgress(0.1, stage: "drawing")
            try await bench.time.untilAsleep(for: .milliseconds(100))
            first.open()
            try await rest.wait()
            #expect(try await bench.progress(1)?.fraction == 0.1)
            bench.time.advance(by: .milliseconds(100))
            try await bench.untilProgress(0.4, stage: "drawing")
            end.open()
            try await bench.untilGone(1)
        }
    }

    @Test func `a follower is told at once, and again at least every poll interval`() async throws {
        let (ticks, second) = (Tally(), Latch())
        let follower = Task { [bench] in
            for await _ in bench.queue.changes(of: .target(1)) where ticks.add() == 2 { second.open() }
        }
        try await bench.time.untilAsleep(for: .hours(1))
        #expect(ticks.count <= 1)
        bench.time.advance(by: .hours(1))
        try await second.wait()
        follower.cancel()
        await follower.value
    }

    @Test func `a follower hears of its own item only`() async throws {
        let (mine, theirs) = (bench.queue.changes(of: .target(1)), bench.queue.changes(of: .target(2)))
        var (ticks, others) = (mine.makeAsyncIterator(), theirs.makeAsyncIterator())
        await ticks.next()
        await others.next()
        bench.queue.announceChange(of: .target(1))
        await ticks.next()
        let quiet = Task { [bench] in
            try await bench.pass(.hours(1))
        }
        await others.next()
        try await quiet.value
        #expect(bench.time.now > TestClock().now, "the other one ticked by the clock alone")
    }
}

extension QueueBench {
    /// Returns when this progress of item 1 is stored.
    fileprivate func untilProgress(_ fraction: Double, stage: String) async throws {
        let wanted = WorkProgress(stage: stage, fraction: fraction, isRunning: true)
        for await _ in queue.changes(of: .target(1)) where try await progress(1) == wanted { return }
    }
}
