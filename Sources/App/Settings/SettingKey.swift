/// One setting: how it is written, what it may hold, and what holds without it.
package struct SettingKey: Hashable, Sendable {
    static let prefix = "NBP_"

    /// The key in the file, from the outermost mapping inwards.
    package let path: [String]
    package let meaning: String
    /// What a value has to be; ends the sentence "NBP_PORT must be …".
    package let kind: String
    /// What holds without it, in words.
    package let standard: String
    /// Whether no message, table or log may show it.
    package let isSecret: Bool

    init(
        _ path: String...,
        meaning: String,
        kind: String,
        standard: String,
        isSecret: Bool = false
    ) {
        self.path = path
        self.meaning = meaning
        self.kind = kind
        self.standard = standard
        self.isSecret = isSecret
    }

    /// The key in `nbp.yaml`: `operator.name`.
    package var name: String { path.joined(separator: ".") }

    /// The environment variable: `NBP_OPERATOR_NAME`.
    package var variable: String { Self.prefix + path.joined(separator: "_").uppercased() }
}
