import Kernel
import Queue
import Store
import TestSupport
import Testing

/// Whose work is next when several people have some waiting.
@Suite(.timeLimit(.minutes(5)))
struct TurnTests {
    let bench: QueueBench
    let heavy: SubjectID = .sample(1)
    let light: SubjectID = .sample(2)

    init() async throws {
        var settings = QueueSettings.patient
        settings.slots = 1
        settings.gap = .seconds(60)
        bench = try await QueueBench(settings)
    }

    /// The order in which what waits is done.
    private func order(of targets: [UInt64]) async throws -> [Done] {
        try await bench.working(bench.finishing()) {
            for target in targets { try await bench.untilGone(target) }
        }
        return try await bench.done()
    }

    private func done(_ targets: [UInt64]) -> [Done] { targets.map { Done($0, "finished") } }

    @Test func `whoever comes later goes before the second item of whoever has much waiting`() async throws {
        for target in 1...4 as ClosedRange<UInt64> { try await bench.add(target, of: heavy) }
        bench.time.advance(by: .seconds(5))
        try await bench.add(9, of: light)
        #expect(try await order(of: [1, 2, 3, 4, 9]) == done([1, 9, 2, 3, 4]))
    }

    @Test func `several people with much waiting take turns`() async throws {
        for target in 1...3 as ClosedRange<UInt64> { try await bench.add(target, of: heavy) }
        for target in 5...7 as ClosedRange<UInt64> { try await bench.add(target, of: light) }
        #expect(try await order(of: [1, 2, 3, 5, 6, 7]) == done([1, 5, 2, 6, 3, 7]))
    }

    @Test func `nobody's work is overtaken for longer than its turn`() async throws {
        for target in 1...2 as ClosedRange<UInt64> { try await bench.add(target, of: heavy) }
        // The second turn is a minute behind; who comes after that comes after it.
        bench.time.advance(by: .seconds(61))
        try await bench.add(9, of: light)
        #expect(try await order(of: [1, 2, 9]) == done([1, 2, 9]))
    }

    @Test func `turns are of each kind of work alone`() async throws {
        let other = WorkType(rawValue: "test.other")
        try await bench.add(1, of: heavy)
        try await bench.add(2, type: other, of: heavy)
        try await bench.add(3, of: light)
        try await bench.working(bench.finishing(), bench.finishing(other)) {
            for target in [1, 2, 3] as [UInt64] { try await bench.untilGone(target) }
        }
        #expect(try await bench.done() == done([1, 2, 3]))
    }

    @Test func `work of nobody keeps the order of its coming`() async throws {
        for target in [3, 1, 2] as [UInt64] { try await bench.add(target) }
        #expect(try await order(of: [1, 2, 3]) == done([3, 1, 2]))
    }
}
