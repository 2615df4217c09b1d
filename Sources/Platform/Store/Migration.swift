/// One step of the schema's history.
///
/// Steps are only ever added.
///
/// The text is SQLite's STRICT subset, which a Store over another database translates by its four type names; it names no
/// type of ours, for types change and history must not.
package struct Migration: Sendable {
    /// `feature-001-what`: unique for ever.
    package let name: String
    package let sql: StaticString

    package init(_ name: String, _ sql: StaticString) {
        self.name = name
        self.sql = sql
    }
}
