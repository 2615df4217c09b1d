import Store
import Synchronization

/// The texts of statements that were run.
final class StatementLog: Sendable {
    private let kept = Mutex<Set<String>>([])

    var texts: Set<String> { kept.withLock { $0 } }

    fileprivate func hear(_ statement: SQL) {
        let text = statement.rendered(.questionMark).text
        kept.withLock { _ = $0.insert(text) }
    }
}

/// A store that tells its log about each statement.
struct HeardStore: Store {
    let store: SQLiteStore
    let statements: StatementLog

    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await store.read { tx in try work(heard(tx)) }
    }

    func write<Value: Sendable>(
        surviving durability: Durability,
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await store.write(surviving: durability) { tx in try work(heard(tx)) }
    }

    func glance<Value>(_ work: (Transaction) throws -> Value) throws -> Value {
        try store.glance { tx in try work(heard(tx)) }
    }

    func migrate(_ migrations: [Migration]) async throws { try await store.migrate(migrations) }
    func appliedMigrations() async throws -> Set<String> { try await store.appliedMigrations() }
    func liveSchema() async throws -> LiveSchema { try await store.liveSchema() }
    func version() throws -> Int64 { try store.version() }
    func scrub() async throws { try await store.scrub() }
    func close() throws { try store.close() }

    private func heard(_ tx: Transaction) -> Transaction {
        Transaction(HeardDriver(tx: tx, statements: statements))
    }
}

private struct HeardDriver: TransactionDriver {
    private struct Enough: Error {}

    let tx: Transaction
    let statements: StatementLog

    func run(_ statement: SQL) throws -> Int {
        statements.hear(statement)
        return try tx.run(statement)
    }

    func forEach(_ query: SQL, _ row: (Row) throws -> Bool) throws {
        statements.hear(query)
        do {
            _ = try tx.all(query) { current in
                guard try row(current) else { throw Enough() }
            }
        } catch is Enough {}
    }

    func serialise(on name: String) throws { try tx.serialise(on: name) }
}
