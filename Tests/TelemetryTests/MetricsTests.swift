import Metrics
import Testing

@testable import Telemetry

struct MetricsTests {
    let registry = MetricsRegistry()

    private func exposed() throws -> [String: ExpositionParser.Metric] {
        try ExpositionParser(registry.exposition()).metrics
    }

    /// The value of the one series of a metric that has these labels.
    private func value(_ name: String, _ labels: [String: String] = [:]) throws -> Double? {
        try exposed()[name]?.samples.first { $0.labels == labels }?.value
    }

    @Test func `a counter counts up by series`() throws {
        for outcome in ["allowed", "objected", "allowed"] {
            let counter = Counter(
                label: "purpose.decisions",
                dimensions: [("clause", "P17"), ("purpose", "provide_service"), ("outcome", outcome)],
                factory: registry
            )
            counter.increment(by: 2)
        }
        let metric = try #require(try exposed()["purpose_decisions_total"])
        #expect(metric.type == "counter")
        #expect(metric.help == "Decisions of the purpose gate.")
        #expect(metric.samples.map(\.value) == [4, 2])
        #expect(metric.samples.map { $0.labels["outcome"] } == ["allowed", "objected"])
        #expect(metric.samples.map { $0.labels["clause"] } == ["P17", "P17"])
    }

    @Test func `a counter with a fraction adds it, and nothing makes a counter fall`() throws {
        let counter = FloatingPointCounter(label: "cpu.seconds", factory: registry)
        for amount in [0.25, 0.5, -3, .nan, .infinity] { counter.increment(by: amount) }
        Counter(label: "cpu.seconds", factory: registry).increment(by: -1)
        #expect(try value("cpu_seconds_total") == 0.75)
    }

    @Test func `a reset counter begins again`() throws {
        let counter = Counter(label: "things", factory: registry)
        counter.increment(by: 3)
        counter.reset()
        #expect(try value("things_total") == 0)
    }

    @Test(arguments: [
        (12.5, "12.5"), (-3, "-3"), (1e-7, "1e-07"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
    ])
    func `a meter shows what it was set to`(value: Double, text: String) {
        Meter(label: "queue.depth", factory: registry).set(value)
        #expect(registry.exposition().contains("\n# TYPE queue_depth gauge\nqueue_depth \(text)\n"))
    }

    @Test func `a meter goes up and down`() throws {
        let meter = Meter(label: "queue.depth", factory: registry)
        meter.increment(by: 3)
        meter.decrement(by: 1)
        #expect(try value("queue_depth") == 2)
    }

    @Test func `a gauge keeps the last value`() throws {
        let gauge = Gauge(label: "workers", factory: registry)
        gauge.record(4)
        gauge.record(3)
        #expect(try exposed()["workers"]?.type == "gauge")
        #expect(try value("workers") == 3)
    }

    @Test func `a timer is a histogram in seconds`() throws {
        let timer = Timer(label: "http.server.request.duration", factory: registry)
        timer.recordMilliseconds(1)
        timer.recordMilliseconds(2)
        timer.recordSeconds(120)
        let name = "http_server_request_duration_seconds"
        #expect(try exposed()[name]?.type == "histogram")
        #expect(try value(name, ["le": "0.001"]) == 1)
        #expect(try value(name, ["le": "0.0025"]) == 2)
        #expect(try value(name, ["le": "60"]) == 2)
        #expect(try value(name, ["le": "+Inf"]) == 3)
        let sum = try #require(try exposed()[name]?.samples.first { $0.name == "\(name)_sum" }?.value)
        #expect(abs(sum - 120.003) < 1e-9)
    }

    @Test func `a recorder is a histogram of amounts and ignores what is no number`() throws {
        let recorder = Recorder(label: "image.bytes", factory: registry)
        for amount in [1, 5, 1_000_000_000, .nan, .infinity] { recorder.record(amount) }
        #expect(try value("image_bytes", ["le": "4"]) == 1)
        #expect(try value("image_bytes", ["le": "16"]) == 2)
        #expect(try value("image_bytes", ["le": "+Inf"]) == 3)
    }

    @Test func `an undeclared label is left off and counted`() throws {
        for prompt in ["a cat", "a dog"] {
            let dimensions = [("prompt", prompt), ("outcome", "ok")]
            Counter(label: "jobs", dimensions: dimensions, factory: registry).increment()
        }
        #expect(try value("jobs_total", ["outcome": "ok"]) == 2)
        #expect(try value("metrics_labels_dropped_total") == 2)
        #expect(!registry.exposition().contains("cat"))
    }

    @Test(arguments: [
        ("http.request.method", "BREW", "other"), ("http.request.method", "GET", "GET"),
        ("http.response.status_code", "200", "200"), ("http.response.status_code", "two hundred", "other"),
    ])
    func `a label's value has the declared form`(label: String, sent: String, kept: String) throws {
        Counter(label: "requests", dimensions: [(label, sent)], factory: registry).increment()
        #expect(try value("requests_total", [label.metricName: kept]) == 1)
    }

    @Test(arguments: [
        "\"", "\\", "\n", "\\n", "a\"}\nfake_total 9\n", "}", ",", "=", "日本", "e\u{301}",
        "\u{1F44D}\u{1F3FD}",
    ])
    func `any value of a label reads back as it was`(value: String) throws {
        Counter(label: "odd", dimensions: [("outcome", value)], factory: registry).increment()
        #expect(try exposed()["odd_total"]?.samples.first?.labels == ["outcome": value])
        #expect(try exposed()["fake_total"] == nil)
    }

    @Test(arguments: [
        ("a.b-c d", "a_b_c_d"), ("9lives", "_9lives"), ("", "_"), ("ü", "_"), ("a\nb 1", "a_b_1"),
    ])
    func `any label of the code becomes a name`(label: String, name: String) throws {
        Meter(label: label, factory: registry).set(1)
        #expect(try value(name) == 1)
    }

    @Test func `a name means one kind, and the second is refused and counted`() throws {
        Meter(label: "thing", factory: registry).set(7)
        let timerLike = Recorder(label: "thing", factory: registry)
        timerLike.record(1)
        #expect(try value("thing") == 7)
        #expect(try value("metrics_series_refused_total") == 1)
    }

    @Test func `the number of series is bounded`() throws {
        for number in 0...MetricsRegistry.seriesLimit {
            Counter(label: "many", dimensions: [("outcome", "\(number)")], factory: registry).increment()
        }
        let metrics = try exposed()
        let own = 2
        #expect(metrics["many_total"]?.samples.count == MetricsRegistry.seriesLimit - own)
        #expect(try value("metrics_series_refused_total") == Double(own + 1))
    }

    @Test func `a destroyed metric is gone and makes room`() throws {
        let counter = Counter(label: "short", factory: registry)
        counter.increment()
        counter.destroy()
        #expect(try exposed()["short_total"] == nil)
        Counter(label: "short", factory: registry).increment()
        #expect(try value("short_total") == 1)
    }

    @Test func `counts of many threads all arrive`() async throws {
        await withTaskGroup { [registry] group in
            for writer in 0..<8 {
                group.addTask {
                    for turn in 0..<1_000 {
                        let dimensions = [("outcome", "\(turn % 10)")]
                        Counter(label: "hits", dimensions: dimensions, factory: registry).increment()
                        Timer(label: "spans", factory: registry).recordMilliseconds(writer)
                        Meter(label: "level", factory: registry).increment(by: 1)
                        if turn % 100 == 0 { _ = registry.exposition() }
                    }
                }
            }
        }
        #expect(try exposed()["hits_total"]?.samples.map(\.value) == Array(repeating: 800, count: 10))
        #expect(try value("spans_seconds", ["le": "+Inf"]) == 8_000)
        #expect(try value("level") == 8_000)
    }

    @Test(arguments: [
        ("process_resident_memory_bytes", 1e6...1e12), ("process_open_fds", 3...1e6),
        ("process_cpu_seconds_total", 0.001...1e6), ("process_start_time_seconds", 1.7e9...4e9),
    ])
    func `the process tells of itself`(name: String, range: ClosedRange<Double>) throws {
        #expect(range.contains(try #require(try value(name))))
    }

    @Test func `no label is declared twice, and each says why it names nobody`() {
        #expect(Set(MetricLabels.all.map(\.name)).count == MetricLabels.all.count)
        #expect(MetricLabels.all.allSatisfy { !$0.meaning.isEmpty && !$0.reason.isEmpty })
    }
}
