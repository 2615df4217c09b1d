/// How a mail says what has become of a key; the composition root knows the catalogues.
package struct KeyWords: Sendable {
    /// What was added to a key, and what else is different, but for its name.
    let changes: @Sendable (_ before: APIKey, _ now: APIKey) -> String

    package init(changes: @escaping @Sendable (_ before: APIKey, _ now: APIKey) -> String) {
        self.changes = changes
    }
}
