package import Kernel

/// How a mail says what has become of a key; the composition root knows the catalogues.
package struct KeyWords: Sendable {
    /// What a change has changed, and the key as it is now.
    let changes: @Sendable (APIKeyChange, APIKey, Language) -> String

    package init(changes: @escaping @Sendable (APIKeyChange, APIKey, Language) -> String) {
        self.changes = changes
    }
}
