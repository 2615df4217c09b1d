import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

struct LanePoolTests {
    private let clock = TestClock()

    private func pool(_ labels: [String], concurrency: Int = 2, perMinute: Int? = nil) -> LanePool {
        LanePool(
            labels.map(Lane.sample),
            limits: LanePool.Limits(concurrency: concurrency, perMinute: perMinute),
            clock: clock.clock
        )
    }

    private func taken(_ pool: LanePool, besides tried: Set<HostLabel> = []) async -> String {
        switch await pool.take(besides: tried) {
        case .lane(let lane): lane.label.text
        case .busy(let until): until.map { "busy for \(($0 - clock.now).wholeMilliseconds)" } ?? "busy"
        case .none: "none"
        }
    }

    @Test func `the least busy lane is taken, the first among equals`() async {
        let pool = pool(["a", "b"])
        #expect(await taken(pool) == "a")
        #expect(await taken(pool) == "b")
        await pool.end("a", nil)
        #expect(await taken(pool) == "a")
    }

    @Test func `no lane takes more calls at a time than it may`() async {
        let pool = pool(["a"], concurrency: 1)
        #expect(await taken(pool) == "a")
        #expect(await taken(pool) == "busy")
        await pool.end("a", nil)
        #expect(await taken(pool) == "a")
    }

    @Test func `no lane takes more calls a minute than it may`() async {
        let pool = pool(["a"], concurrency: 9, perMinute: 2)
        #expect(await taken(pool) == "a")
        clock.advance(by: .seconds(10))
        #expect(await taken(pool) == "a")
        #expect(await taken(pool) == "busy for 50000")
        clock.advance(by: .seconds(50))
        #expect(await taken(pool) == "a")
    }

    @Test func `a pause that a server wants is kept`() async {
        let pool = pool(["a"])
        #expect(await taken(pool) == "a")
        await pool.end("a", GatewayFailure(.rateLimited, pause: .seconds(7)))
        #expect(await taken(pool) == "busy for 7000")
        clock.advance(by: .seconds(7))
        #expect(await taken(pool) == "a")
    }

    @Test(arguments: [GatewayFailure.Reason.unauthorised, .quotaExhausted])
    func `a key that opens nothing is not asked again, the others are`(reason: GatewayFailure.Reason) async {
        let pool = pool(["a", "b"])
        #expect(await taken(pool) == "a")
        await pool.end("a", GatewayFailure(reason))
        #expect(await taken(pool) == "b")
        await pool.end("b", GatewayFailure(reason))
        #expect(await taken(pool) == "none")
    }

    @Test func `a key that is taken again opens its lane`() async {
        let pool = pool(["a"])
        #expect(await taken(pool) == "a")
        await pool.end("a", GatewayFailure(.unauthorised))
        await pool.probed("a", nil)
        #expect(await taken(pool) == "a")
    }

    @Test func `a server that failed five times rests, then one call tries`() async {
        let pool = pool(["a"], concurrency: 9)
        for _ in 0..<5 {
            #expect(await taken(pool) == "a")
            await pool.end("a", GatewayFailure(.overloaded))
        }
        #expect(await taken(pool) == "none")
        clock.advance(by: CircuitBreaker.rest)
        #expect(await taken(pool) == "a")
        #expect(await taken(pool) == "none")
    }

    @Test func `lanes that were tried are left out`() async {
        let pool = pool(["a", "b"])
        #expect(await taken(pool, besides: ["a"]) == "b")
        #expect(await taken(pool, besides: ["a", "b"]) == "none")
    }
}
