import Metrics
import Synchronization
import Testing

@testable import Telemetry

struct LogOutputTests {
    let metrics = MetricsRegistry()

    @Test func `lines of many threads stay whole and none is lost`() async throws {
        let lines = WrittenLines()
        let output = LogOutput(dropped: dropped(), sink: lines.take)
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask {
                    for line in 0..<500 { output.write("writer \(writer) line \(line) end\n") }
                }
            }
        }
        let written = lines.text.split(separator: "\n").map(String.init)
        let expected = (0..<8).flatMap { writer in (0..<500).map { "writer \(writer) line \($0) end" } }
        #expect(written.sorted() == expected.sorted())
    }

    @Test func `while a reader stalls, others go on, and lines past the bound are dropped`() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let lines = WrittenLines()
        let gate = Gate()
        let output = LogOutput(dropped: dropped()) { bytes in
            lines.take(bytes)
            start.yield()
            gate.wait()
        }
        let stalled = Thread { output.write("first\n") }
        var starts = started.makeAsyncIterator()
        await starts.next()
        let line = String(repeating: "x", count: 1_023) + "\n"
        for _ in 0..<1_030 { output.write(line) }
        gate.open()
        await stalled.value
        #expect(lines.text.utf8.count == 6 + 1_024 * 1_024)
        #expect(metrics.exposition().contains("\nlog_lines_dropped_total 6\n"))
    }

    private func dropped() -> Counter {
        Counter(label: "log.lines.dropped", factory: metrics)
    }
}
