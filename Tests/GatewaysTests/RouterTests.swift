import Engines
import FoundationEssentials
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

struct RouterTests {
    private let journal = MemoryJournal()
    private let key = PictureKey(job: .sample(), position: 0, subject: .sample())

    /// Time that passes at once, as far as anybody waits.
    private static let clock: Clock = {
        let time = TestClock()
        return Clock(now: { time.now }, sleep: { time.advance(by: $0) })
    }()

    private func router(
        _ stations: [String: (gateway: ScriptedGateway, lanes: [String], isOwn: Bool)],
        journal: MemoryJournal
    ) -> Router {
        Router(
            stations.mapValues { station in
                Station(
                    gateway: station.gateway,
                    pool: LanePool(
                        station.lanes.map { LanePool.Way(.sample($0), LanePool.Limits(concurrency: 4)) },
                        clock: Self.clock
                    ),
                    isOwn: station.isOwn
                )
            },
            journal: journal,
            clock: Self.clock,
            randomness: .seeded(),
            ids: IDs(clock: Self.clock, randomness: .seeded())
        )
    }

    private func wish(_ engines: [String]) -> Router.Wish {
        Router.Wish(
            key: key,
            routes: engines.map { Route(engine: $0, model: "\($0)-model") },
            deadline: Self.clock.now() + .seconds(600),
            order: { route, demandsImage in
                .sample(model: route.model + (demandsImage ? "!" : ""))
            }
        )
    }

    private func failing(_ reasons: [GatewayFailure.Reason]) -> [ScriptedGateway.Line] {
        reasons.map { .failure(GatewayFailure($0)) }
    }

    @Test func `a picture is made by the first engine and written down`() async throws {
        let gateway = ScriptedGateway([.picture])
        let router = router(["a": (gateway, ["a-1"], false)], journal: journal)
        let outcome = try await router.picture(wish(["a"]), report: { _ in })
        #expect(outcome.engine == "a" && outcome.isFirstChoice)
        #expect(journal.ends == ["made"])
        #expect(journal.begun.map(\.model) == ["a-model"])
    }

    @Test(
        arguments: [
            ([.refusedInput], .engineRefusedInput), ([.refusedOutput], .engineRefusedOutput),
            ([.invalidRequest], .engineRefusedRequest), ([.noImage, .noImage], .engineRefusedOutput),
            ([.denied], .egressDenied), ([.unknown], .outcomeUnknown),
            ([.overloaded, .overloaded, .overloaded], .engineUnavailable),
            ([.unauthorised], .engineUnavailable),
            ([.quotaExhausted], .engineUnavailable), ([.modelGone], .engineUnavailable),
            ([.transport, .unknown], .outcomeUnknown), ([.engineFailed], .engineFailed),
        ] as [([GatewayFailure.Reason], Problem.Code)]
    )
    func `nobody is asked more often than may be`(
        reasons: [GatewayFailure.Reason],
        code: Problem.Code
    ) async throws {
        let gateway = ScriptedGateway(failing(reasons))
        let router = router(["a": (gateway, ["a-1"], false)], journal: journal)
        await #expect(throws: EngineError.refused(Problem(code))) {
            try await router.picture(wish(["a"]), report: { _ in })
        }
        #expect(journal.ends == reasons.map(\.rawValue))
    }

    @Test func `an engine that answers in words is asked once more for a picture`() async throws {
        let gateway = ScriptedGateway(failing([.noImage]) + [.picture])
        let router = router(["a": (gateway, ["a-1"], false)], journal: journal)
        _ = try await router.picture(wish(["a"]), report: { _ in })
        #expect(gateway.orders.map(\.model) == ["a-model", "a-model!"])
    }

    @Test(arguments: [GatewayFailure.Reason.unauthorised, .quotaExhausted])
    func `another key is tried where one fails`(reason: GatewayFailure.Reason) async throws {
        let gateway = ScriptedGateway(failing([reason]) + [.picture])
        let router = router(["a": (gateway, ["a-1", "a-2"], false)], journal: journal)
        _ = try await router.picture(wish(["a"]), report: { _ in })
        #expect(gateway.lanes == ["a-1", "a-2"])
    }

    @Test(arguments: [GatewayFailure.Reason.modelGone, .unauthorised])
    func `the next engine is asked where the first has nothing`(reason: GatewayFailure.Reason) async throws {
        let (first, second) = (ScriptedGateway(failing([reason])), ScriptedGateway([.picture]))
        let router = router(
            ["a": (first, ["a-1"], false), "b": (second, ["b-1"], false)],
            journal: journal
        )
        let outcome = try await router.picture(wish(["a", "b"]), report: { _ in })
        #expect(outcome.engine == "b" && !outcome.isFirstChoice)
    }

    @Test func `nobody falls back to an engine that was not permitted`() async throws {
        let (first, second) = (ScriptedGateway(failing([.modelGone])), ScriptedGateway([.picture]))
        let router = router(
            ["a": (first, ["a-1"], false), "b": (second, ["b-1"], false)],
            journal: journal
        )
        await #expect(throws: EngineError.refused(Problem(.engineUnavailable))) {
            try await router.picture(wish(["a"]), report: { _ in })
        }
        #expect(second.lanes.isEmpty)
    }

    @Test func `three calls are all, over all engines`() async throws {
        let (first, second) = (
            ScriptedGateway(failing([.overloaded, .overloaded])),
            ScriptedGateway(failing([.overloaded, .overloaded]))
        )
        let router = router(
            ["a": (first, ["a-1"], false), "b": (second, ["b-1"], false)],
            journal: journal
        )
        await #expect(throws: EngineError.self) {
            try await router.picture(wish(["a", "b"]), report: { _ in })
        }
        #expect(journal.begun.count == Router.mostTries)
    }

    @Test func `an own server is asked again when nobody knows what became of a call, a provider is not`()
        async throws
    {
        let gateway = ScriptedGateway(failing([.unknown]) + [.picture])
        let router = router(["a": (gateway, ["a-1", "a-2"], true)], journal: journal)
        _ = try await router.picture(wish(["a"]), report: { _ in })
        #expect(journal.ends == ["unknown", "made"])
    }

    @Test(
        arguments: [
            ([nil], .outcomeUnknown), (["unknown"], .outcomeUnknown), (["cancelled"], .outcomeUnknown),
            (["made"], .outcomeUnknown), (["overloaded", "made"], .outcomeUnknown),
            (["refused_output"], .engineRefusedOutput), (["engine_failed"], .engineFailed),
            (["no_image", "no_image"], .engineRefusedOutput),
            (["overloaded", "overloaded", "overloaded"], .engineUnavailable),
        ] as [([String?], Problem.Code)]
    )
    func `in a later run a provider is not asked for what it may have been paid for`(
        past: [String?],
        code: Problem.Code
    ) async throws {
        let calls = past.map { PastCall(id: .sample(), engine: "a", model: "model", outcome: $0) }
        let (gateway, journal) = (ScriptedGateway([.picture]), MemoryJournal(past: [key: calls]))
        let router = router(["a": (gateway, ["a-1"], false)], journal: journal)
        await #expect(throws: EngineError.refused(Problem(code))) {
            try await router.picture(wish(["a"]), report: { _ in })
        }
        #expect(gateway.lanes.isEmpty)
    }

    @Test func `what a provider delivered is kept before its call counts as made`() async throws {
        let gateways = (ScriptedGateway([.picture]), ScriptedGateway([.picture]))
        let paid = router(["a": (gateways.0, ["a-1"], false)], journal: journal)
        _ = try await paid.picture(wish(["a"]), report: { _ in })
        #expect(journal.keptBeforeEnd == journal.begun.map(\.id))
        let other = MemoryJournal()
        let own = router(["own": (gateways.1, ["own-1"], true)], journal: other)
        _ = try await own.picture(wish(["own"]), report: { _ in })
        #expect(other.begun.count == 1 && other.keptBeforeEnd.isEmpty)
    }

    @Test(arguments: [nil, EngineCallEnd.made])
    func `a later run takes what was delivered, and asks nobody`(outcome: String?) async throws {
        let past = PastCall(id: .sample(7), engine: "b", model: "model", outcome: outcome)
        let journal = MemoryJournal(past: [key: [past]], deliveries: [.sample(7): Data("kept".utf8)])
        let gateways = (ScriptedGateway([]), ScriptedGateway([]))
        let router = router(
            ["a": (gateways.0, ["a-1"], false), "b": (gateways.1, ["b-1"], false)],
            journal: journal
        )
        let delivered = try await router.picture(wish(["a", "b"]), report: { _ in })
        #expect(delivered.picture.bytes == Data("kept".utf8))
        #expect(delivered.engine == "b" && !delivered.isFirstChoice)
        #expect(gateways.0.lanes.isEmpty && gateways.1.lanes.isEmpty)
        #expect(journal.end(of: .sample(7))?.outcome == (outcome == nil ? EngineCallEnd.made : nil))
    }

    @Test func `what an own server left open keeps no provider from being asked`() async throws {
        let past = [PastCall(id: .sample(), engine: "own", model: "model", outcome: nil)]
        let (gateway, journal) = (ScriptedGateway([.picture]), MemoryJournal(past: [key: past]))
        let router = router(
            [
                "own": (ScriptedGateway(failing([.modelGone])), ["own-1"], true),
                "a": (gateway, ["a-1"], false),
            ],
            journal: journal
        )
        let outcome = try await router.picture(wish(["own", "a"]), report: { _ in })
        #expect(outcome.engine == "a")
    }

    @Test func `a call that is called off leaves open whether it was paid for`() async throws {
        let gateway = ScriptedGateway([.silence])
        let router = router(["a": (gateway, ["a-1"], false)], journal: journal)
        let wish = wish(["a"])
        let task = Task { try await router.picture(wish, report: { _ in }) }
        while gateway.lanes.isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(journal.ends == ["cancelled"])
        await #expect(throws: EngineError.refused(Problem(.outcomeUnknown))) {
            try await router.picture(wish, report: { _ in })
        }
        #expect(gateway.lanes.count == 1)
    }

    @Test func `a pause that a server wants is kept, a longer one leads elsewhere`() async throws {
        let (first, second) = (
            ScriptedGateway([
                .failure(GatewayFailure(.rateLimited, pause: .seconds(20))),
                .failure(GatewayFailure(.rateLimited, pause: .seconds(3_600))),
            ]),
            ScriptedGateway([.picture])
        )
        let router = router(
            ["a": (first, ["a-1"], false), "b": (second, ["b-1"], false)],
            journal: journal
        )
        let before = Self.clock.now()
        let outcome = try await router.picture(wish(["a", "b"]), report: { _ in })
        #expect(outcome.engine == "b")
        #expect(Self.clock.now() - before >= .seconds(15))
    }
}
