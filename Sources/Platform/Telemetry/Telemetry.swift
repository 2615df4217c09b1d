import Glibc
import Kernel
package import Logging
import Metrics

/// The process's logs and metrics.
package enum Telemetry {
    /// Every metric of the process, once `bootstrap` has run; the metrics system is one to a process, and so is this.
    package static let metrics = MetricsRegistry()

    /// Sends every log line to standard error and every metric to `metrics`.
    ///
    /// Once in a process, before the first logger or metric is made; a second call traps.
    /// - Parameter level: the least grave level that is written.
    package static func bootstrap(level: Logger.Level) {
        MetricsSystem.bootstrap(metrics)
        let output = LogOutput.standardError(dropped: Counter(label: "log.lines.dropped", factory: metrics))
        let undeclared = Counter(label: "log.fields.undeclared", factory: metrics)
        let form = LogForm.standardError
        LoggingSystem.bootstrap { _ in
            StructuredLogHandler(
                level: level,
                form: form,
                output: output,
                undeclared: undeclared,
                clock: .system
            )
        }
    }
}

extension LogForm {
    /// For readers at a terminal, for programs otherwise.
    ///
    /// `NO_COLOR` and a terminal that calls itself `dumb` are obeyed (https://no-color.org).
    fileprivate static var standardError: LogForm {
        guard isatty(STDERR_FILENO) == 1 else { return .json }
        let isPlain = variable("NO_COLOR")?.isEmpty == false || variable("TERM") == "dumb"
        return .console(isColoured: !isPlain)
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
