/// The database, behind a seam that SQLite fills today and PostgreSQL can fill too.
///
/// Statements run on the connection's own thread, never on the cooperative pool. Whatever a closure throws rolls its
/// transaction back. One conformance suite (StoreTests) says what every implementation does.
package protocol Store: Sendable {
    /// Reads one consistent state.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value

    /// Changes the state, all or nothing, one writer at a time; `durability` is what the change survives once this returns.
    func write<Value: Sendable>(
        surviving durability: Durability,
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value

    /// Applies the migrations that are missing, in their order, each in a transaction of its own.
    /// - Throws: `StoreError.schemaTooNew` when the database knows migrations that are not in the list.
    func migrate(_ migrations: [Migration]) async throws

    /// The names of migrations that have been applied.
    func appliedMigrations() async throws -> Set<String>

    /// The tables and columns that exist now.
    func liveSchema() async throws -> LiveSchema

    /// A number that changes when any connection of any process commits; two microseconds, callable from anywhere.
    func version() throws -> Int64

    /// Runs a look-up of one small row at once, on the caller's thread: for the purpose gate's version check alone.
    func glance<Value>(_ work: (Transaction) throws -> Value) throws -> Value

    /// Removes from disk what deleted rows left in journals.
    func scrub() async throws

    /// Closes every connection; later calls throw.
    func close() throws
}

/// What a committed change survives.
package enum Durability: Sendable {
    /// The end of the process; a power cut may undo the last moments, never tear them.
    case processEnd
    /// A power cut too: for keys and the erasure ledger.
    case powerCut
}

extension Store {
    package func write<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await write(surviving: .processEnd, work)
    }
}

/// Why the database refused.
package enum StoreError: Error, Hashable, Sendable {
    case unreadable(column: String)
    case schemaTooNew(migration: String)
    /// A uniqueness, foreign-key or check rule.
    case constraint
    /// The disk is full, or a size limit was met; nothing was changed.
    case diskFull
    /// The folder or file cannot be written.
    case notWritable
    /// Another process kept the database busy for longer than the busy timeout.
    case busy
    /// The file is no database, or is damaged.
    case damaged
    case closed
    case failed(code: Int32)
}

/// The tables and columns that a database holds, without the migrator's own.
package struct LiveSchema: Hashable, Sendable {
    /// Column names by table.
    package let tables: [String: [String]]

    package init(tables: [String: [String]]) {
        self.tables = tables
    }
}
