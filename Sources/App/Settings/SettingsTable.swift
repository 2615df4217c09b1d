/// The settings as a list: for a person, as they stand; for the documentation, as they can be.
package struct SettingsTable: Sendable {
    /// One setting with its value in words.
    package struct Row: Sendable {
        package let key: SettingKey
        /// As it was given, or what holds without it; `<redacted>` for a secret.
        package let value: String
        /// `environment`, `file` or `default`.
        package let source: String
    }

    package let rows: [Row]

    init(_ given: [SettingKey: GivenSetting]) {
        rows = SettingKey.all.compactMap { key in
            guard let given = given[key] else {
                return key == .testPort ? nil : Row(key: key, value: key.standard, source: "default")
            }
            let value = key.isSecret ? "<redacted>" : given.text
            return Row(key: key, value: value, source: given.source.rawValue)
        }
    }

    /// Every setting in Markdown, with what it may hold.
    package static var reference: String {
        let rows = SettingKey.all.filter { $0 != .testPort }.map { key in
            "| `\(key.variable)` | `\(key.name)` | \(key.meaning) | \(key.kind) | \(key.standard) |"
                + " \(key.isSecret ? "secret" : "") |"
        }
        return
            ([
                "| variable | key | what it is | value | without it | |",
                "| --- | --- | --- | --- | --- | --- |",
            ] + rows)
            .joined(separator: "\n")
    }
}

extension SettingsTable: CustomStringConvertible {
    /// A line for each setting: variable, source, value.
    package var description: String {
        let width = rows.map(\.key.variable.count).max() ?? 0
        return rows.map { row in
            let gap = String(repeating: " ", count: width - row.key.variable.count)
            let value = row.value.split(separator: "\n").joined(separator: " ")
            return "\(row.key.variable)\(gap)  \(value)  (\(row.source))"
        }
        .joined(separator: "\n")
    }
}
