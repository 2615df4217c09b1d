package import Logging
import Synchronization

/// What is logged while a test looks.
package final class LoggedLines: Sendable {
    private let lines = Mutex<[(message: String, fields: String)]>([])

    package init() {}

    /// The messages, without what varies.
    package var messages: [String] { lines.withLock { $0.map(\.message) } }

    /// Everything, fields too.
    package var text: String {
        lines.withLock { $0.map { "\($0.message) \($0.fields)" }.joined(separator: "\n") }
    }

    package var logger: Logger {
        Logger(label: "test") { _ in Handler(lines: self) }
    }

    private func add(_ message: String, _ fields: String) {
        lines.withLock { $0.append((message, fields)) }
    }

    private struct Handler: LogHandler {
        let lines: LoggedLines
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }
            lines.add("\(event.message)", fields.joined(separator: " "))
        }
    }
}
