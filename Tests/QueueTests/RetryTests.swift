import Kernel
import Queue
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RetryTests {
    /// In milliseconds: 1, 2, 4 … seconds up to a minute, less or more by a quarter.
    @Test(
        arguments: [
            (0, [750, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000]),
            (255, [1_250, 2_500, 5_000, 10_000, 20_000, 40_000, 75_000, 75_000]),
        ] as [(UInt8, [Int])]
    )
    func `the pause after a failure doubles up to a bound`(chance: UInt8, pauses: [Int]) async throws {
        var settings = QueueSettings.patient
        settings.tries = pauses.count + 1
        let bench = try await QueueBench(settings, chance: chance)
        try await bench.add(1)
        let tries = (0...pauses.count).map { _ in Latch() }
        let handler = FakeHandler { work, _ in
            tries[work.failures].open()
            throw Refusal()
        }
        try await bench.working(handler) {
            for (number, pause) in pauses.enumerated() {
                try await tries[number].wait()
                try await bench.pass(.milliseconds(pause))
            }
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "failed")])
    }

    @Test(arguments: [1, 2, 3])
    func `an item is abandoned after as many tries as are allowed`(tries: Int) async throws {
        var settings = QueueSettings.patient
        settings.tries = tries
        let (bench, seen) = (try await QueueBench(settings), Tries())
        try await bench.add(1)
        let handler = FakeHandler { work, _ in
            seen.add(work.failures)
            throw Refusal()
        }
        try await bench.working(handler) {
            for number in 0..<tries - 1 {
                let pause: Duration = .milliseconds(1_250) * (1 << number)
                try await bench.pass(pause)
            }
            try await bench.untilGone(1)
        }
        #expect(seen.failures == Array(0..<tries))
        #expect(try await bench.done() == [Done(1, "failed")])
    }

    @Test func `a try that succeeds ends the tries`() async throws {
        let bench = try await QueueBench()
        try await bench.add(1)
        let handler = bench.finishing { work, _ in
            if work.failures == 0 { throw Refusal() }
        }
        try await bench.working(handler) {
            try await bench.pass(.milliseconds(1_250))
            try await bench.untilGone(1)
        }
        #expect(try await bench.done() == [Done(1, "finished")])
    }

    @Test func `an item that pauses holds up no other`() async throws {
        let bench = try await QueueBench()
        try await bench.add(1)
        let handler = bench.finishing { work, _ in
            if work.target == .target(1) { throw Refusal() }
        }
        try await bench.working(handler) {
            try await bench.time.untilAsleep(for: .milliseconds(1_250))
            try await bench.add(2)
            try await bench.untilGone(2)
            #expect(try await bench.progress(1)?.isRunning == false)
        }
        #expect(try await bench.done() == [Done(2, "finished")])
    }
}

/// The failures that each try was told of.
private final class Tries: Sendable {
    private let seen = Mutex<[Int]>([])

    var failures: [Int] { seen.withLock { $0 } }

    func add(_ failures: Int) {
        seen.withLock { $0.append(failures) }
    }
}
