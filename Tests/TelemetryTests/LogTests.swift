import FoundationEssentials
import Kernel
import Logging
import Metrics
import Synchronization
import Testing

@testable import Telemetry

struct LogTests {
    let lines = WrittenLines()
    let metrics = MetricsRegistry()

    private func logger(_ form: LogForm = .json, provider: Logger.MetadataProvider? = nil) -> Logger {
        var handler = StructuredLogHandler(
            level: .info,
            form: form,
            output: LogOutput(dropped: Counter(label: "dropped", factory: metrics), sink: lines.take),
            undeclared: Counter(label: "log.fields.undeclared", factory: metrics),
            clock: .standing
        )
        handler.metadataProvider = provider
        let ready = handler
        return Logger(label: "test") { _ in ready }
    }

    @Test func `a line is one object with time, level, message and fields in the registry's order`() {
        logger().info("Request served", metadata: ["status": "200", "route": "/", "took_ms": "1.5"])
        let expected = """
            {"time":"2026-11-23T18:00:00.125Z","level":"info","message":"Request served",\
            "route":"/","status":200,"took_ms":1.5}

            """
        #expect(lines.text == expected)
    }

    @Test func `undeclared keys are left out and counted`() throws {
        logger().warning(
            "Work failed",
            metadata: ["prompt": "a cat", "subject": "sub_1", "user": ["name": "x"], "count": "3"]
        )
        let fields = try lines.objects()[0]
        #expect(fields.keys.sorted() == ["count", "level", "message", "time", "undeclared"])
        #expect(fields["undeclared"] == .number(3))
        #expect(metrics.exposition().contains("\nlog_fields_undeclared_total 3\n"))
        #expect(!lines.text.contains("cat"))
    }

    @Test(arguments: [("hb.request.id", "request_id"), ("sl-service", "service"), ("sl-error", "error")])
    func `libraries' keys take our names`(theirs: String, ours: String) throws {
        logger().error("Said by a library", metadata: [theirs: "value"])
        #expect(try lines.objects()[0][ours] == .text("value"))
    }

    @Test(arguments: [("BREW", "other"), ("GET", "GET"), ("get", "other"), ("", "other")])
    func `a method is one of ours or other`(sent: String, written: String) throws {
        logger().info("Request served", metadata: ["method": "\(sent)"])
        #expect(try lines.objects()[0]["method"] == .text(written))
    }

    @Test(arguments: ["0", "-12", "0.5", "404"])
    func `numbers are written as numbers`(text: String) throws {
        logger().info("Counted", metadata: ["count": "\(text)"])
        #expect(try lines.objects()[0]["count"] == .number(#require(Double(text))))
    }

    @Test(arguments: ["", "-", "1.", ".5", "01", "1e5", "NaN", "1,2", "12 ", "٣", "}", "9".repeated(33)])
    func `what is no number of JSON never stands as one`(text: String) throws {
        logger().info("Counted", metadata: ["count": "\(text)"])
        #expect(try lines.objects()[0]["count"] == .text("other"))
    }

    @Test func `values are cut to 200 scalars`() throws {
        logger().info("Long", metadata: ["error": "\("é".repeated(900))"])
        let cut = try lines.objects()[0]["error"]
        #expect(cut == .text("é".repeated(199) + "…"))
    }

    @Test func `one character cannot carry more than its scalars`() throws {
        logger().info("Long", metadata: ["error": "a\("\u{301}".repeated(5_000))"])
        #expect(lines.text.utf8.count < 1_000)
    }

    @Test(arguments: [
        "\u{0}", "\n", "\r\n", "\u{1B}[31m", "\u{7F}", "\u{9B}31m", "\u{2028}", "\u{202E}", "\"", "\\",
    ])
    func `a value cannot end the line, command a terminal or turn its text`(value: String) throws {
        logger().info("Odd \(value)", metadata: ["error": "\(value)"])
        logger(.console(isColoured: false)).info("Odd \(value)", metadata: ["error": "\(value)"])
        let (json, console) = try #require(lines.pair)
        #expect(try LogValue.objects(in: json)[0]["error"] == .text(value))
        for line in [json, console] {
            #expect(line.unicodeScalars.filter { $0.properties.generalCategory == .control } == ["\n"])
            #expect(!line.unicodeScalars.contains { $0.value == 0x2028 || $0.value == 0x202E })
        }
    }

    @Test func `an error is named by its type, for its words may quote content`() throws {
        logger().error("It failed", error: QuotingError(words: "a cat"))
        #expect(try lines.objects()[0]["error"] == .text("QuotingError"))
    }

    @Test func `the event's values win over the provider's, and these over the logger's`() throws {
        var logger = logger(provider: Logger.MetadataProvider { ["job": "provider", "work": "provider"] })
        for key in ["job", "work", "type"] { logger[metadataKey: key] = "logger" }
        logger.info("Merged", metadata: ["job": "event"])
        let fields = try lines.objects()[0]
        #expect(
            ["job", "work", "type"].map { fields[$0] } == ["event", "provider", "logger"].map(LogValue.text)
        )
    }

    @Test func `the console form reads like a sentence`() {
        logger(.console(isColoured: false)).info("Request served", metadata: ["route": "/", "status": "200"])
        #expect(lines.text == "18:00:00.125 info     Request served  route=/ status=200\n")
    }

    @Test func `colour comes only when asked for`() {
        logger(.console(isColoured: true)).error("It failed", metadata: ["count": "1"])
        #expect(lines.text.contains("\u{1B}[31merror"))
        #expect(lines.text.hasSuffix("count=\u{1B}[0m1\n"))
    }

    @Test func `no field is declared twice, not even by an alias`() {
        let names = LogFields.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: LogFields.all)
    func `each field says what it is and why it names nobody`(field: LogField) {
        #expect(!field.meaning.isEmpty && !field.reason.isEmpty)
        #expect(field.name.wholeMatch(of: /[a-z][a-z_]*/) != nil)
        #expect(!["time", "level", "message", "subject"].contains(field.name))
    }
}

private struct QuotingError: Error {
    let words: String
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
