package import Store
import Synchronization

/// How many statements and transactions a store was asked for.
package final class StoreCounts: Sendable {
    package struct Counts: Hashable, Sendable {
        package var reads = 0
        package var writes = 0
        package var statements = 0
    }

    private let counts = Mutex(Counts())

    package init() {}

    package var now: Counts { counts.withLock { $0 } }

    fileprivate func count(_ path: any WritableKeyPath<Counts, Int> & Sendable) {
        counts.withLock { $0[keyPath: path] += 1 }
    }
}

/// A store that counts what it is asked for, and otherwise does what the one behind it does.
package struct CountingStore: Store {
    private let base: any Store
    private let counts: StoreCounts

    package init(_ base: any Store, _ counts: StoreCounts) {
        self.base = base
        self.counts = counts
    }

    package func read<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        counts.count(\.reads)
        return try await base.read { tx in try work(counted(tx)) }
    }

    package func write<Value: Sendable>(
        surviving durability: Durability,
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        counts.count(\.writes)
        return try await base.write(surviving: durability) { tx in try work(counted(tx)) }
    }

    package func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }

    package func appliedMigrations() async throws -> Set<String> { try await base.appliedMigrations() }

    package func liveSchema() async throws -> LiveSchema { try await base.liveSchema() }

    package func version() throws -> Int64 { try base.version() }

    package func glance<Value>(_ work: (Transaction) throws -> Value) throws -> Value {
        try base.glance { tx in try work(counted(tx)) }
    }

    package func scrub() async throws { try await base.scrub() }

    package func close() throws { try base.close() }

    private func counted(_ tx: Transaction) -> Transaction {
        Transaction(CountingDriver(base: tx, counts: counts))
    }
}

private struct CountingDriver: TransactionDriver {
    let base: Transaction
    let counts: StoreCounts

    func run(_ statement: SQL) throws -> Int {
        counts.count(\.statements)
        return try base.run(statement)
    }

    func forEach(_ query: SQL, _ row: (Row) throws -> Bool) throws {
        counts.count(\.statements)
        // The transaction itself stops only at its first row.
        var isOpen = true
        _ = try base.all(query) { if isOpen { isOpen = try row($0) } }
    }

    func serialise(on name: String) throws { try base.serialise(on: name) }
}
