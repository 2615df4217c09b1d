import Kernel
import Logging
import Queue
import ServiceLifecycle
import ServiceLifecycleTestKit
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ShutdownTests {
    let begun = Latch()
    let end = Latch()

    @Test func `a worker without work ends at once`() async throws {
        let bench = try await QueueBench()
        try await bench.untilShutDown(bench.finishing()) { trigger in
            try await bench.time.untilAsleep(for: .hours(1))
            trigger.triggerGracefulShutdown()
        }
    }

    @Test(arguments: [1, 2])
    func `what runs may end, and nothing more is begun`(slots: Int) async throws {
        let bench = try await bench(slots: slots)
        for target in 1...3 as ClosedRange<UInt64> { try await bench.add(target) }
        let running = Tally()
        let handler = bench.finishing { [begun, end] _, _ in
            if running.add() == slots { begun.open() }
            try await end.wait()
        }
        try await bench.untilShutDown(handler) { trigger in
            try await begun.wait()
            trigger.triggerGracefulShutdown()
            end.open()
        }
        #expect(try await bench.done().count == slots)
        #expect(try await bench.depth() == Depth(waiting: 3 - slots, running: 0))
    }

    @Test(arguments: [1, 2])
    func `what runs past the patience is handed back, not counted as a failure`(slots: Int) async throws {
        let bench = try await bench(slots: slots)
        try await bench.add(1)
        let handler = bench.finishing { [begun, end] _, _ in
            begun.open()
            try await end.wait()
        }
        try await bench.untilShutDown(handler) { trigger in
            try await begun.wait()
            trigger.triggerGracefulShutdown()
            try await bench.pass(.seconds(15))
        }
        #expect(try await bench.depth() == Depth(waiting: 1, running: 0))
        try await bench.working(bench.finishing { work, _ in #expect(work.failures == 0) }) {
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "finished")])
    }

    private func bench(slots: Int) async throws -> QueueBench {
        var settings = QueueSettings.patient
        settings.slots = slots
        settings.patience = .seconds(15)
        return try await QueueBench(settings)
    }
}

extension QueueBench {
    /// Runs a worker until it has ended by itself; `body` tells it to stop.
    fileprivate func untilShutDown(
        _ handler: FakeHandler,
        body: @Sendable (GracefulShutdownTestTrigger) async throws -> Void
    ) async throws {
        let worker = Worker(queue: queue, handlers: [handler])
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup { group in
                group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
                try await body(trigger)
                try await group.waitForAll()
            }
        }
    }
}
