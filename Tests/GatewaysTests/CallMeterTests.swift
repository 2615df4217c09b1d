import Engines
import FoundationEssentials
import Kernel
import Metrics
import MetricsTestKit
import Outbound
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import Gateways

struct CallMeterTests {
    private let time = TestClock()
    private let journal = MemoryJournal()

    /// Time passes at once, as far as anybody waits.
    private var clock: Clock {
        Clock(now: { [time] in time.now }, sleep: { [time] in time.advance(by: $0) })
    }

    private func router(_ gateways: [String: any Gateway]) -> Router {
        let stations = gateways.map { engine, gateway in
            let pool = LanePool(
                [.sample("\(engine)-1")],
                limits: LanePool.Limits(concurrency: 4),
                clock: clock
            )
            return (engine, Station(gateway: gateway, pool: pool, isOwn: false))
        }
        return router(Dictionary(uniqueKeysWithValues: stations), clock)
    }

    private func router(_ stations: [String: Station], _ clock: Clock) -> Router {
        Router(
            stations,
            journal: journal,
            clock: clock,
            randomness: .seeded(),
            ids: IDs(clock: clock, randomness: .seeded())
        )
    }

    private func wish(_ engines: [String], at position: Int = 0) -> Router.Wish {
        Router.Wish(
            key: PictureKey(job: .sample(), position: position, subject: .sample()),
            routes: engines.map { Route(engine: $0, model: "\($0)-model") },
            deadline: time.now + .seconds(600),
            order: { route, _ in .sample(model: route.model) }
        )
    }

    private static let maker = [("engine", "a"), ("model", "a-model")]

    @Test(arguments: GatewayFailure.Reason.allCases)
    func `a call without a picture is counted by its cause`(reason: GatewayFailure.Reason) async throws {
        let (metrics, router) = (
            TestMetrics(), router(["a": ScriptedGateway([.failure(GatewayFailure(reason))])])
        )
        await withMetricsFactory(metrics) {
            _ = try? await router.picture(wish(["a"]), report: { _ in })
        }
        let call = Self.maker + [("lane", "a-1"), ("outcome", reason.rawValue)]
        #expect(try metrics.expectCounter("engine.calls", call).totalValue == 1)
        let ending = Self.maker + [("class", reason.outcome.kind.rawValue)]
        #expect(try metrics.expectTimer("engine.duration", ending).lastValue != nil)
    }

    @Test func `a picture is counted with the time that it took and all that it used`() async throws {
        let (metrics, router) = (TestMetrics(), router(["a": SlowGateway(time: time)]))
        try await withMetricsFactory(metrics) {
            _ = try await router.picture(wish(["a"]), report: { _ in })
        }
        let call = Self.maker + [("lane", "a-1"), ("outcome", "made")]
        #expect(try metrics.expectCounter("engine.calls", call).totalValue == 1)
        let duration = try metrics.expectTimer("engine.duration", Self.maker + [("class", "made")])
        #expect(duration.lastValue == 20_000_000_000)
        for (unit, amount) in [
            ("pictures", 1), ("input_tokens", 12), ("picture_tokens", 1_290), ("text_tokens", 3),
        ] as [(String, Int64)] {
            let used = try metrics.expectCounter("engine.used", Self.maker + [("unit", unit)])
            #expect(used.totalValue == amount)
        }
    }

    @Test func `a call that brought no picture may have cost something, and that counts`() async throws {
        let receipt = GatewayReceipt(usage: GatewayUsage(input: 7))
        let failure = GatewayFailure(.refusedOutput, receipt: receipt)
        let (metrics, router) = (TestMetrics(), router(["a": ScriptedGateway([.failure(failure)])]))
        await withMetricsFactory(metrics) {
            _ = try? await router.picture(wish(["a"]), report: { _ in })
        }
        let used = try metrics.expectCounter("engine.used", Self.maker + [("unit", "input_tokens")])
        #expect(used.totalValue == 7)
        #expect(metrics.counterTotal(label: "engine.used", dimensions: [("unit", "pictures")]) == 0)
    }

    @Test func `pictures of another engine than the first are counted as such`() async throws {
        let (metrics, router) = (
            TestMetrics(),
            router([
                "a": ScriptedGateway([.failure(GatewayFailure(.modelGone)), .picture]),
                "b": ScriptedGateway([.picture]),
            ])
        )
        try await withMetricsFactory(metrics) {
            for position in 0..<2 {
                _ = try await router.picture(wish(["a", "b"], at: position), report: { _ in })
            }
        }
        let second = [("engine", "b"), ("model", "b-model")]
        #expect(try metrics.expectCounter("engine.fallbacks", second).totalValue == 1)
        #expect(metrics.counterTotal(label: "engine.fallbacks") == 1)
    }

    @Test func `pictures that wait for a lane are told, until one takes them`() async throws {
        let (metrics, noted) = (TestMetrics(), Noted())
        let pool = LanePool([.sample("a-1")], limits: LanePool.Limits(concurrency: 1), clock: time.clock)
        _ = await pool.take(besides: [])
        let waiting: @Sendable () -> Double? = {
            try? metrics.expectMeter("engine.waiting", [("engine", "a")]).lastValue
        }
        // Somebody else's call ends while this one waits.
        let patient = Clock(
            now: { [time] in time.now },
            sleep: { _ in
                noted.add(waiting())
                await pool.end("a-1", nil)
            }
        )
        let router = router(
            ["a": Station(gateway: ScriptedGateway([.picture]), pool: pool, isOwn: false)],
            patient
        )
        try await withMetricsFactory(metrics) {
            _ = try await router.picture(wish(["a"]), report: { _ in })
        }
        #expect(noted.all == [1])
        #expect(waiting() == 0)
    }

    @Test func `a lane shows what is under way and whether it is left alone`() async throws {
        let metrics = TestMetrics()
        let pool = LanePool(
            [.sample("a-1")],
            limits: LanePool.Limits(concurrency: 9),
            clock: time.clock,
            metrics: metrics
        )
        let running = try metrics.expectMeter("engine.running", [("lane", "a-1")])
        let breaker = try metrics.expectMeter("engine.breaker.open", [("lane", "a-1")])
        #expect(running.lastValue == 0 && breaker.lastValue == 0)
        for _ in 0..<CircuitBreaker.mostFailures { _ = await pool.take(besides: []) }
        #expect(running.lastValue == Double(CircuitBreaker.mostFailures))
        for _ in 0..<CircuitBreaker.mostFailures { await pool.end("a-1", GatewayFailure(.overloaded)) }
        #expect(running.lastValue == 0 && breaker.lastValue == 1)
        await pool.probed("a-1", nil)
        #expect(breaker.lastValue == 0)
    }

    @Test func `every name and label is declared`() async throws {
        let metrics = MetricsRegistry()
        try await withMetricsFactory(metrics) {
            let router = router([
                "a": ScriptedGateway([.failure(GatewayFailure(.modelGone))]), "b": SlowGateway(time: time),
            ])
            _ = try await router.picture(wish(["a", "b"]), report: { _ in })
        }
        let text = metrics.exposition()
        for line in [
            #"engine_calls_total{engine="a",lane="a-1",model="a-model",outcome="model_gone"} 1"#,
            #"engine_calls_total{engine="b",lane="b-1",model="b-model",outcome="made"} 1"#,
            #"engine_duration_seconds_bucket{class="made",engine="b",model="b-model",le="20"} 1"#,
            #"engine_used_total{engine="b",model="b-model",unit="picture_tokens"} 1290"#,
            #"engine_fallbacks_total{engine="b",model="b-model"} 1"#,
            #"engine_running{lane="b-1"} 0"#, #"engine_breaker_open{lane="b-1"} 0"#,
            #"engine_waiting{engine="b"} 0"#, "metrics_labels_dropped_total 0",
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line)")
        }
        // Without a sentence of its own a metric is explained by its name.
        #expect(text.firstMatch(of: /HELP engine_\w+ engine\./) == nil)
    }

    @Test func `causes, outcomes and labels are the same words`() throws {
        let outcomes = GatewayFailure.Reason.allCases.map(\.rawValue) + ["made"]
        #expect(Set(outcomes) == Set(CallOutcome.allCases.map(\.rawValue)))
        let classes = try #require(MetricLabels.label("class")).form
        for kind in CallOutcome.Kind.allCases { #expect(classes.admit(kind.rawValue) == kind.rawValue) }
        let units = try #require(MetricLabels.label("unit")).form
        for unit in CostUnit.allCases { #expect(units.admit(unit.rawValue) == unit.rawValue) }
    }
}

private final class Noted: Sendable {
    private let numbers = Mutex<[Double?]>([])

    var all: [Double?] { numbers.withLock { $0 } }

    func add(_ number: Double?) {
        numbers.withLock { $0.append(number) }
    }
}

/// Takes twenty seconds for a picture, and tells what it used.
private struct SlowGateway: Gateway {
    let time: TestClock

    func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        time.advance(by: .seconds(20))
        let usage = GatewayUsage(input: 12, output: 1_290, text: 3)
        return GatewayPicture(bytes: Data("picture".utf8), receipt: GatewayReceipt(usage: usage))
    }

    func probe(_ lane: Lane) async throws(GatewayFailure) {}
}
