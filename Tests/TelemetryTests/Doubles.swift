import Foundation
import Kernel
import Synchronization

/// What was written, in place of standard error.
final class WrittenLines: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    /// The two lines, when there are two.
    var pair: (String, String)? {
        let lines = text.split(separator: "\n").map { "\($0)\n" }
        return lines.count == 2 ? (lines[0], lines[1]) : nil
    }

    func take(_ more: [UInt8]) { bytes.withLock { $0 += more } }

    func objects() throws -> [[String: LogValue]] { try LogValue.objects(in: text) }
}

/// A value of a line, read by a JSON parser that is not ours.
enum LogValue: Hashable, Decodable {
    case text(String)
    case number(Double)

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        self = try (try? value.decode(Double.self)).map(LogValue.number) ?? .text(value.decode(String.self))
    }

    static func objects(in text: String) throws -> [[String: LogValue]] {
        try text.split(separator: "\n").map { line in
            try JSONDecoder().decode([String: LogValue].self, from: Data(line.utf8))
        }
    }
}

extension Clock {
    /// It is always 2026-11-23T18:00:00.125Z.
    static let standing = Clock(now: { Timestamp(milliseconds: 1_795_456_800_125) }, sleep: { _ in })
}

/// Holds a thread until somebody opens it.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() { semaphore.wait() }

    /// Opens for good.
    func open() { for _ in 0..<1_000 { semaphore.signal() } }
}

/// A thread outside the cooperative pool, for what may block.
struct Thread {
    private let ended: Task<Void, Never>

    init(_ body: @escaping @Sendable () -> Void) {
        let (stream, end) = AsyncStream<Void>.makeStream()
        DispatchQueue(label: "test").async {
            body()
            end.finish()
        }
        ended = Task { for await _ in stream {} }
    }

    var value: Void { get async { await ended.value } }
}
