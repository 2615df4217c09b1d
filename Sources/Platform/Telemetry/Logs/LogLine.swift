import Kernel
import Logging

/// One line of the log: what is left of an event once undeclared keys are out and values have their form.
struct LogLine {
    /// In Unicode scalars: our sentences are short, and this bounds what libraries say.
    static let longestMessage = 1_000

    let time: Timestamp
    let level: Logger.Level
    let message: String
    /// In the registry's order.
    let fields: [(field: LogField, value: String)]
    /// How many keys were left out.
    let undeclared: Int

    init(_ event: LogEvent, metadata: Logger.Metadata, time: Timestamp) {
        self.time = time
        level = event.level
        message = "\(event.message)".cut(to: Self.longestMessage)
        var values: [LogField: String] = [:]
        var undeclared = 0
        for (key, value) in metadata {
            guard let field = LogFields.field(key) else {
                undeclared += 1
                continue
            }
            let isAlias = key != field.name
            if isAlias, values[field] != nil { continue }
            values[field] = field.form.admit("\(value)")
        }
        if let error = event.error, let field = LogFields.field("error") {
            // Its type alone: an error's own words may quote what it failed on.
            values[field] = field.form.admit("\(type(of: error))")
        }
        if undeclared > 0 { values[LogFields.undeclared] = "\(undeclared)" }
        self.undeclared = undeclared
        fields = LogFields.all.compactMap { field in values[field].map { (field, $0) } }
    }
}
