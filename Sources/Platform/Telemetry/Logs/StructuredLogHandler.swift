package import Kernel
package import Logging
package import Metrics

/// Writes events as lines of declared fields; see `LogFields`.
package struct StructuredLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let form: LogForm
    private let output: LogOutput
    private let undeclared: Counter
    private let clock: Clock

    /// - Parameters:
    ///   - level: the least grave level that is written.
    ///   - form: how a line is written.
    ///   - output: where it goes.
    ///   - undeclared: counts the keys that were left out.
    ///   - clock: what time a line bears.
    package init(
        level: Logger.Level,
        form: LogForm,
        output: LogOutput,
        undeclared: Counter,
        clock: Clock
    ) {
        logLevel = level
        self.form = form
        self.output = output
        self.undeclared = undeclared
        self.clock = clock
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let line = LogLine(event, metadata: merged(with: event.metadata), time: clock.now())
        if line.undeclared > 0 { undeclared.increment(by: line.undeclared) }
        output.write(form.text(of: line))
    }

    /// The event's own values win over the provider's, and these over the logger's.
    private func merged(with own: Logger.Metadata?) -> Logger.Metadata {
        var merged = metadata
        if let provided = metadataProvider?.get() { merged.merge(provided) { $1 } }
        if let own { merged.merge(own) { $1 } }
        return merged
    }
}
