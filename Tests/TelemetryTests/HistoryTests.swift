import Kernel
import Metrics
import Testing

@testable import Telemetry

struct HistoryTests {
    static let start = Timestamp(milliseconds: 1_795_456_800_000)

    private func moment(_ minute: Int) -> Timestamp { Self.start + .seconds(minute * 60) }

    private func answer(_ status: String, _ seconds: Double, in registry: MetricsRegistry) {
        let labels = [
            ("http.route", "/"), ("http.request.method", "GET"), ("http.response.status_code", status),
        ]
        Counter(label: "hb.requests", dimensions: labels, factory: registry).increment()
        Metrics.Timer(label: "http.server.request.duration", dimensions: labels, factory: registry)
            .recordNanoseconds(Int64(seconds * 1e9))
    }

    @Test func `a step says what happened between two samples`() throws {
        let (registry, history) = (MetricsRegistry(), MetricsHistory())
        answer("200", 0.02, in: registry)
        history.add(registry.sample(at: moment(0)))
        for status in ["200", "201", "404"] { answer(status, 0.02, in: registry) }
        for outcome in ["allowed", "objected"] {
            let labels = [("clause", "P17"), ("purpose", "provide_service"), ("outcome", outcome)]
            Counter(label: "purpose.decisions", dimensions: labels, factory: registry).increment()
        }
        for outcome in ["sent", "refused", "expired"] {
            let labels = [("mail", "new_sign_in"), ("outcome", outcome)]
            Counter(label: "mail.outcomes", dimensions: labels, factory: registry).increment()
        }
        history.add(registry.sample(at: moment(1)))
        let step = try #require(history.steps(over: .hour, until: moment(1)).first)
        #expect(step.requests == [2: 2, 4: 1])
        #expect(step.refusals == 1 && step.lostMails == 2)
        #expect(step.memory > 1_000_000)
    }

    @Test func `quantiles lie in the bucket that holds their rank`() throws {
        let (registry, history) = (MetricsRegistry(), MetricsHistory())
        history.add(registry.sample(at: moment(0)))
        for _ in 0..<98 { answer("200", 0.02, in: registry) }
        for _ in 0..<2 { answer("200", 4, in: registry) }
        history.add(registry.sample(at: moment(1)))
        let quantiles = try #require(history.steps(over: .hour, until: moment(1)).first?.quantiles)
        #expect((0.01...0.025).contains(quantiles[0]) && (0.01...0.025).contains(quantiles[1]))
        #expect((2.5...5).contains(quantiles[2]))
    }

    @Test func `without a request there is no latency`() throws {
        let (registry, history) = (MetricsRegistry(), MetricsHistory())
        for minute in 0..<2 { history.add(registry.sample(at: moment(minute))) }
        #expect(try #require(history.steps(over: .hour, until: moment(1)).first).quantiles == nil)
    }

    private func call(_ outcome: String, _ seconds: Double, in registry: MetricsRegistry) {
        let maker = [("engine", "gemini"), ("model", "flash")]
        let call = maker + [("lane", "gemini-1"), ("outcome", outcome)]
        Counter(label: "engine.calls", dimensions: call, factory: registry).increment()
        let kind = outcome == "made" ? "made" : "failed"
        Metrics.Timer(label: "engine.duration", dimensions: maker + [("class", kind)], factory: registry)
            .recordNanoseconds(Int64(seconds * 1e9))
        let unit = maker + [("unit", "picture_tokens")]
        Counter(label: "engine.used", dimensions: unit, factory: registry).increment(by: 1_290)
    }

    @Test func `a step says what came of calls to engines between two samples`() throws {
        let (registry, history) = (MetricsRegistry(), MetricsHistory())
        call("made", 1, in: registry)
        history.add(registry.sample(at: moment(0)))
        for outcome in ["made", "made", "overloaded"] { call(outcome, 200, in: registry) }
        Meter(label: "engine.waiting", dimensions: [("engine", "gemini")], factory: registry).set(3)
        for lane in ["gemini-1", "gemini-2"] {
            Meter(label: "engine.running", dimensions: [("lane", lane)], factory: registry).set(2)
        }
        history.add(registry.sample(at: moment(1)))
        let step = try #require(history.steps(over: .hour, until: moment(1)).first)
        #expect(step.engines.count { $0.outcome == "made" } == 2)
        #expect(step.engines.count { $0.lane == "gemini-1" } == 3)
        #expect(step.engines.amount { $0.unit == "picture_tokens" } == 3 * 1_290)
        #expect(step.callsWaiting == 3 && step.callsRunning == 4)
        let half = try #require(step.engines.quantile(0.5) { $0.engine == "gemini" })
        #expect((120.0...300).contains(half))
        #expect(step.engines.quantile(0.5) { $0.engine == "openai" } == nil)
    }

    @Test func `the calls of a day are those since the day before, or since the start`() {
        let (registry, history) = (MetricsRegistry(), MetricsHistory())
        for _ in 0..<5 { call("made", 1, in: registry) }
        history.add(registry.sample(at: moment(0)))
        let now = moment(0) + .days(1)
        #expect(history.engines(over: .day, until: moment(1)).count { _ in true } == 5)
        for _ in 0..<3 { call("made", 1, in: registry) }
        history.add(registry.sample(at: now))
        #expect(history.engines(over: .day, until: now).count { _ in true } == 3)
        #expect(history.engines(over: .day, until: now).makers.map(\.model) == ["flash"])
    }

    @Test func `before the first minute no call is known`() {
        #expect(MetricsHistory().engines(over: .day, until: moment(0)) == EngineNumbers())
    }

    @Test func `a day is kept, and no more`() {
        let history = MetricsHistory()
        for minute in 0..<3_000 { history.add(MetricsSample(at: moment(minute))) }
        #expect((59...61).contains(history.steps(over: .hour, until: moment(2_999)).count))
        #expect((95...97).contains(history.steps(over: .day, until: moment(2_999)).count))
    }

    @Test func `jobs of every minute in a step count`() throws {
        let history = MetricsHistory()
        for minute in 0...60 {
            var sample = MetricsSample(at: moment(minute))
            sample.jobs = 3
            history.add(sample)
        }
        let steps = history.steps(over: .day, until: moment(60))
        #expect(steps.allSatisfy { $0.jobsAMinute == 3 } && steps.count > 2)
    }
}
