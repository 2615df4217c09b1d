import Kernel
import Queue
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ClaimTests {
    let bench: QueueBench

    init() async throws {
        var settings = QueueSettings.patient
        settings.slots = 1
        bench = try await QueueBench(settings)
    }

    @Test func `items run in the order of their coming`() async throws {
        for target in [3, 1, 2] as [UInt64] { try await bench.add(target) }
        try await bench.working(bench.finishing()) {
            for target in [3, 1, 2] as [UInt64] { try await bench.untilGone(target) }
        }
        #expect(try await bench.done() == [Done(3, "finished"), Done(1, "finished"), Done(2, "finished")])
    }

    @Test func `an item waits for its time`() async throws {
        try await bench.add(1, notBefore: bench.time.now + .seconds(90))
        try await bench.add(2)
        try await bench.working(bench.finishing()) {
            try await bench.untilGone(2)
            try await bench.time.untilAsleep(for: .seconds(90))
            #expect(try await bench.progress(1)?.isRunning == false)
            bench.time.advance(by: .seconds(90))
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(2, "finished"), Done(1, "finished")])
    }

    @Test func `an item that waits for its time is hurried, and what is not there is not made`() async throws
    {
        try await bench.add(1, notBefore: bench.time.now + .seconds(90))
        try await bench.hurry(1)
        try await bench.hurry(2)
        try await bench.working(bench.finishing()) { try await bench.untilGone(1) }
        #expect(try await bench.done() == [Done(1, "finished")])
    }

    @Test func `work that is put in while a worker waits is done at once`() async throws {
        try await bench.working(bench.finishing()) {
            try await bench.time.untilAsleep(for: .hours(1))
            try await bench.add(1)
            try await bench.untilGone(1)
        }
        #expect(try await bench.done().count == 1)
    }

    @Test func `work of a type and target that waits already stays one`() async throws {
        for _ in 0..<3 { try await bench.add(1) }
        try await bench.add(1, type: WorkType(rawValue: "test.other"))
        #expect(try await bench.depth() == Depth(waiting: 1, running: 0))
        #expect(try await bench.depth(of: WorkType(rawValue: "test.other")) == Depth(waiting: 1, running: 0))
    }

    @Test func `of work that is done alone one item runs at a time, and other work beside it`() async throws {
        var settings = QueueSettings.patient
        settings.slots = 2
        let (bench, other) = (try await QueueBench(settings), WorkType(rawValue: "test.other"))
        let (running, overlaps, hasOtherRun) = (Tally(), Tally(), Latch())
        var alone = bench.finishing { _, _ in
            if running.add() > 1 { overlaps.add() }
            try await hasOtherRun.wait()
            running.add(-1)
        }
        alone.isAlone = true
        for target in [1, 2] as [UInt64] { try await bench.add(target) }
        try await bench.add(3, type: other)
        try await bench.working(alone, bench.finishing(other) { _, _ in hasOtherRun.open() }) {
            for target in [1, 2] as [UInt64] { try await bench.untilGone(target) }
        }
        #expect(overlaps.count == 0)
    }

    @Test func `work of a type that this process cannot do is left alone`() async throws {
        try await bench.add(1, type: WorkType(rawValue: "test.other"))
        try await bench.add(2)
        try await bench.working(bench.finishing()) { try await bench.untilGone(2) }
        #expect(try await bench.done() == [Done(2, "finished")])
        #expect(try await bench.depth(of: WorkType(rawValue: "test.other")) == Depth(waiting: 1, running: 0))
    }

    @Test func `two workers on one database do each item once`() async throws {
        let (other, ended, all) = (try await bench.other(), Tally(), Latch())
        for target in 1...30 as ClosedRange<UInt64> { try await bench.add(target) }
        let handlers = [bench, other].map { process in
            FakeHandler { work, report in
                try await process.finishing().run(work, report: report)
                if ended.add() == 30 { all.open() }
            }
        }
        try await bench.working(handlers[0]) {
            try await other.working(handlers[1]) { try await all.wait() }
        }
        let done = try await bench.done()
        #expect(done.count == 30)
        #expect(Set(done.map(\.target)).count == 30)
    }

    @Test func `as many items run at once as there are slots, and no more`() async throws {
        var settings = QueueSettings.patient
        settings.slots = 3
        let bench = try await QueueBench(settings)
        let (running, most, full, end) = (Tally(), Tally(), Latch(), Latch())
        for target in 1...5 as ClosedRange<UInt64> { try await bench.add(target) }
        let handler = bench.finishing { _, _ in
            let now = running.add()
            if now > most.count { most.add(now - most.count) }
            if now == 3 { full.open() }
            try await end.wait()
            running.add(-1)
        }
        try await bench.working(handler) {
            try await full.wait()
            #expect(try await bench.depth().running == 3)
            end.open()
            for target in 1...5 as ClosedRange<UInt64> { try await bench.untilGone(target) }
        }
        #expect(most.count == 3)
    }

    @Test func `an item goes only with the transaction that stores its effect`() async throws {
        let tries = Tally()
        try await bench.add(1)
        let handler = FakeHandler { [bench] work, _ in
            try await bench.store.write { tx in
                try tx.store(work, as: "finished")
                try bench.queue.finish(work, in: tx)
                if tries.add() == 1 { throw Refusal() }
            }
        }
        try await bench.working(handler) {
            try await bench.pass(.milliseconds(1_250))
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "finished")])
        #expect(tries.count == 2)
    }
}

/// What a handler of these tests fails with.
struct Refusal: Error {}
