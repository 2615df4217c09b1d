import Foundation
import Kernel
import Logging
import Metrics
import MetricsTestKit
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import Outbound

struct RetryTests {
    /// Answers 503 so often, then 200; the clock notes how long somebody sleeps and lets nobody wait.
    private func ask(
        failing times: Int,
        _ retry: OutboundRetry,
        headers: [String] = []
    ) async throws -> (status: Int, requests: Int, pauses: [Duration]) {
        let (count, pauses) = (Counted(), Pauses())
        let script: ScriptedServer.Script = { head, write in
            let status = count.next() <= times ? "503 Busy" : "200 OK"
            try await ScriptedServer.answer("", status: status, headers: headers)(head, write)
        }
        return try await ScriptedServer.serving(script) { port, server in
            let call = OutboundCall.get(try url("http://127.0.0.1:\(port)/"), retry: retry)
            let answer = try await Outbound.forTests(clock: pauses.clock).send(call, to: .operators)
            return (answer.status, server.requests.count, pauses.all)
        }
    }

    @Test func `nothing is asked twice unless the call says so`() async throws {
        let result = try await ask(failing: 1, .never)
        #expect(result.status == 503 && result.requests == 1)
    }

    @Test func `a question that failed is asked again, each time later`() async throws {
        let result = try await ask(failing: 2, OutboundRetry(attempts: 3, firstPause: .seconds(2)))
        #expect(result.status == 200 && result.requests == 3)
        #expect(result.pauses.count == 2)
        #expect((.seconds(1)...(.seconds(2))).contains(result.pauses[0]))
        #expect((.seconds(2)...(.seconds(4))).contains(result.pauses[1]))
    }

    @Test func `the last answer stands`() async throws {
        let result = try await ask(failing: 9, OutboundRetry(attempts: 2))
        #expect(result.status == 503 && result.requests == 2)
    }

    @Test func `a server that says when is asked then`() async throws {
        let result = try await ask(failing: 1, OutboundRetry(attempts: 2), headers: ["Retry-After: 5"])
        #expect(result.status == 200)
        #expect(result.pauses == [.seconds(5)])
    }

    @Test func `one that wants more patience than the call has is not asked again`() async throws {
        let result = try await ask(failing: 1, OutboundRetry(attempts: 2), headers: ["Retry-After: 3600"])
        #expect(result.status == 503 && result.requests == 1)
    }

    @Test func `a refusal of ours is not tried again`() async {
        let pauses = Pauses()
        await #expect(throws: OutboundError.addressRefused) {
            try await Outbound.forTests(resolver: .knowing("10.0.0.1"), clock: pauses.clock)
                .send(.get(url("https://example.com/"), retry: OutboundRetry(attempts: 3)), to: .persons)
        }
        #expect(pauses.all == [])
    }

    @Test func `a pause never grows past its bound`() {
        let retry = OutboundRetry(attempts: 99, firstPause: .seconds(1), longestPause: .seconds(8))
        for attempt in 1...98 {
            #expect(retry.pause(after: attempt, chance: .seeded(UInt64(attempt))) <= .seconds(8))
        }
    }

    @Test func `every word of the log and of the metrics is declared`() throws {
        let words = OutboundError.allCases.map(\.rawValue) + ["answered", "cancelled"]
        for (name, values) in [
            ("destination", Destination.Kind.allCases.map(\.rawValue)), ("outcome", words),
        ] {
            let form = try #require(LogFields.field(name)).form
            for value in values { #expect(form.admit(value) == value) }
        }
        for name in ["destination", "outcome"] { #expect(MetricLabels.label(name) != nil) }
        #expect(LogFields.field("host_id") != nil && LogFields.field("took_ms") != nil)
    }

    @Test func `a call is counted and logged by what it was, never by where it went`() async throws {
        let (metrics, lines) = (TestMetrics(), LoggedLines())
        await withMetricsFactory(metrics) {
            await withLogger(lines.logger) { _ in
                _ = try? await Outbound.forTests(resolver: .knowing("10.0.0.1"))
                    .send(.get(url("https://secret-name.example/path?token=1")), to: .persons)
            }
        }
        let dimensions = [("destination", "named"), ("outcome", "address_refused")]
        #expect(try metrics.expectCounter("outbound.calls", dimensions).totalValue == 1)
        #expect(lines.text.contains("host_id=test") && lines.text.contains("outcome=address_refused"))
        #expect(!lines.text.contains("secret-name") && !lines.text.contains("token"))
    }
}

private final class Counted: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// Notes the pauses that somebody asks for; what is long, such as a deadline, is slept in earnest.
private final class Pauses: Sendable {
    private let pauses = Mutex<[Duration]>([])

    var all: [Duration] { pauses.withLock { $0 } }

    var clock: Clock {
        Clock(now: Clock.system.now) { duration in
            guard duration < OutboundLimits().whole else { return try await Clock.system.sleep(duration) }
            self.pauses.withLock { $0.append(duration) }
        }
    }
}
