import Engines
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

struct LaneReportTests {
    private let time = TestClock()

    private func pool(_ labels: [String]) -> LanePool {
        LanePool(labels.map(Lane.sample), limits: LanePool.Limits(concurrency: 9), clock: time.clock)
    }

    /// What is told of a lane that was asked once.
    private func report(after failure: GatewayFailure?) async throws -> LaneReport {
        let pool = pool(["a"])
        _ = await pool.take(besides: [])
        await pool.end("a", failure)
        return try #require(await pool.report().first)
    }

    @Test func `lanes are told in the order of the settings, with what is under way`() async {
        let pool = pool(["b", "a"])
        for _ in 0..<3 { _ = await pool.take(besides: []) }
        let reports = await pool.report()
        #expect(reports.map(\.label.text) == ["b", "a"])
        #expect(reports.map(\.outstanding) == [2, 1])
        #expect(reports.allSatisfy { !$0.isOpen && !$0.isShut && $0.pausedUntil == nil })
    }

    @Test func `a key that opens nothing is told as such`() async throws {
        let lane = try await report(after: GatewayFailure(.unauthorised))
        #expect(lane.isShut && !lane.isOpen)
        #expect(lane.lastFailure == LaneReport.Failure(outcome: .unauthorised, at: time.now))
    }

    @Test func `a pause is told until it is over`() async throws {
        let pool = pool(["a"])
        _ = await pool.take(besides: [])
        await pool.end("a", GatewayFailure(.rateLimited, pause: .seconds(7)))
        #expect(await pool.report().map(\.pausedUntil) == [time.now + .seconds(7)])
        time.advance(by: .seconds(7))
        #expect(await pool.report().map(\.pausedUntil) == [nil])
    }

    @Test func `a lane that is left alone is told as open`() async {
        let pool = pool(["a"])
        for _ in 0..<CircuitBreaker.mostFailures {
            _ = await pool.take(besides: [])
            await pool.end("a", GatewayFailure(.overloaded))
        }
        #expect(await pool.report().map(\.isOpen) == [true])
    }

    @Test(arguments: [GatewayFailure(.cancelled), nil])
    func `a picture is no failure, nor is what somebody called off`(failure: GatewayFailure?) async throws {
        #expect(try await report(after: failure).lastFailure == nil)
    }

    @Test func `a router tells of every engine, by name`() async {
        let stations = ["b": ["b-1"], "a": ["a-1", "a-2"]].mapValues { labels in
            Station(gateway: ScriptedGateway([]), pool: pool(labels), isOwn: false)
        }
        let router = Router(
            stations,
            journal: MemoryJournal(),
            clock: time.clock,
            randomness: .seeded(),
            ids: IDs(clock: time.clock, randomness: .seeded())
        )
        let reports = await router.report()
        #expect(reports.map(\.engine) == ["a", "b"])
        #expect(reports.map { $0.lanes.map(\.label.text) } == [["a-1", "a-2"], ["b-1"]])
    }
}
