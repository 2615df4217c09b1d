import Logging
import Metrics
import Testing

@testable import Telemetry

struct BootstrapTests {
    @Test func `once started, loggers write to standard error and metrics reach the registry`() async throws {
        let result = try await #require(
            processExitsWith: .success,
            observing: [\.standardErrorContent]
        ) {
            Telemetry.bootstrap(level: .info)
            let logger = Logger(label: "test")
            logger.debug("Too small a matter")
            logger.info("Started", metadata: ["port": "8080", "prompt": "a cat"])
            Counter(label: "hb.requests").increment()
            guard Telemetry.metrics.exposition().contains("\nhb_requests_total 1\n") else {
                throw CancellationError()
            }
        }
        let lines = String(decoding: result.standardErrorContent, as: UTF8.self)
            .split(separator: "\n").filter { $0.hasPrefix("{") }
        let fields = try LogValue.objects(in: lines.joined(separator: "\n"))
        #expect(fields.map { $0["message"] } == [.text("Started")])
        #expect(fields[0]["port"] == .number(8_080))
        #expect(fields[0]["undeclared"] == .number(1))
    }
}
