import Kernel
import Queue
import Store
import TestSupport
import Testing

/// Work on this machine and work that waits for other servers take no slots from each other.
@Suite(.timeLimit(.minutes(5)))
struct PlaceTests {
    private static let other = WorkType(rawValue: "test.other")

    let bench: QueueBench
    let full = Latch()
    let end = Latch()

    init() async throws {
        var settings = QueueSettings.patient
        settings.slots = 2
        settings.slotsElsewhere = 3
        bench = try await QueueBench(settings)
    }

    @Test(arguments: WorkPlace.allCases)
    func `where all slots of one place are taken, work of the other is done`(blocked: WorkPlace) async throws
    {
        let slots: UInt64 = blocked == .here ? 2 : 3
        for target in 1...slots + 1 { try await bench.add(target) }
        let (running, slow) = (Tally(), blocking(blocked, untilAreRunning: slots, at: bench))
        var quick = bench.finishing(Self.other) { _, _ in running.add() }
        quick.place = blocked == .here ? .elsewhere : .here
        try await bench.working(slow, quick) {
            try await full.wait()
            for target in 11...15 as ClosedRange<UInt64> {
                try await bench.add(target, type: Self.other)
                try await untilGone(target)
            }
            #expect(try await bench.depth() == Depth(waiting: 1, running: Int(slots)))
            end.open()
            for target in 1...slots + 1 { try await bench.untilGone(target) }
        }
        #expect(running.count == 5)
    }

    @Test(arguments: [(WorkPlace.here, 2), (.elsewhere, 3)])
    func `as many items run at once as their place has slots, and no more`(
        place: WorkPlace,
        slots: Int
    ) async throws {
        for target in 1...7 as ClosedRange<UInt64> { try await bench.add(target) }
        let (running, most) = (Tally(), Tally())
        var handler = bench.finishing { [full, end] _, _ in
            let now = running.add()
            if now > most.count { most.add(now - most.count) }
            if now == slots { full.open() }
            try await end.wait()
            running.add(-1)
        }
        handler.place = place
        try await bench.working(handler) {
            try await full.wait()
            #expect(try await bench.depth() == Depth(waiting: 7 - slots, running: slots))
            end.open()
            for target in 1...7 as ClosedRange<UInt64> { try await bench.untilGone(target) }
        }
        #expect(most.count == slots)
    }

    @Test func `what a dead process waited for elsewhere is freed at the next start and done`() async throws {
        var settings = QueueSettings.patient
        // A second slot could claim what the test has just freed.
        settings.slotsElsewhere = 1
        let bench = try await QueueBench(settings)
        let other = try await bench.other()
        try await bench.add(1)
        try await bench.working(blocking(.elsewhere, untilAreRunning: 1, at: bench)) {
            try await full.wait()
            #expect(try await other.queue.reclaim() == 1)
            var handler = other.finishing(as: "other")
            handler.place = .elsewhere
            try await other.working(handler) { try await other.untilGone(1) }
        }
        #expect(try await bench.done() == [Done(1, "other")])
    }

    /// A handler whose items wait for the test; `full` opens once so many of them run.
    private func blocking(
        _ place: WorkPlace,
        untilAreRunning slots: UInt64,
        at bench: QueueBench
    ) -> FakeHandler {
        let running = Tally()
        var handler = bench.finishing { [full, end] _, _ in
            if running.add() == Int(slots) { full.open() }
            try await end.wait()
        }
        handler.place = place
        return handler
    }

    private func untilGone(_ target: UInt64) async throws {
        let (queue, store) = (bench.queue, bench.store)
        for await _ in queue.changes(of: .target(target)) {
            let progress = try await store.read { tx in
                try queue.progress(of: Self.other, on: .target(target), in: tx)
            }
            if progress == nil { return }
        }
    }
}
