/// A key that log lines may carry.
package struct LogField: Hashable, Sendable {
    /// What a key tells about.
    package enum Category: String, Sendable {
        case request
        case work
        case server
        /// What the operator set or named.
        case `operator`
    }

    package let name: String
    package let meaning: String
    package let category: Category
    package let form: FieldForm
    /// Why no person can be told from it.
    package let reason: String
    /// The names under which libraries send it.
    package let aliases: [String]

    init(
        _ name: String,
        _ meaning: String,
        _ category: Category,
        as form: FieldForm = .text,
        alias aliases: String...,
        because reason: String
    ) {
        self.name = name
        self.meaning = meaning
        self.category = category
        self.form = form
        self.reason = reason
        self.aliases = aliases
    }
}
