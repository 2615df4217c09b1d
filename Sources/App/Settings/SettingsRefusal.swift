/// Why the settings do not stand: everything that is wrong with them, one line each.
package struct SettingsRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let faults: [SettingFault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// What is wrong with one setting, and what to do; never shows a secret.
package struct SettingFault: Hashable, Sendable, CustomStringConvertible {
    /// Where it was written: a variable, or a key and its file.
    package let place: String
    package let reason: String

    package var description: String { "\(place): \(reason)" }
}

/// Why a value cannot be taken.
enum Unfit: Error {
    /// It is not what the setting's kind says.
    case kind
    case because(String)
}
