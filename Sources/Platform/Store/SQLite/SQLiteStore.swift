package import FoundationEssentials
import GRDB
import Synchronization

/// A Store in one SQLite file, through GRDB: write-ahead log, one writer, several readers.
package final class SQLiteStore: Store {
    private static let busyTimeout: Double = 5
    private static let readers = 4

    private struct Connections: Sendable {
        let work: any DatabaseWriter
        /// A connection of its own, so that its data_version moves at every commit of every other connection.
        let watch: any DatabaseReader
    }

    /// Nil once closed.
    ///
    /// Each call takes what it needs at its beginning, so that one under way ends in peace while the store is
    /// closed; the library crashes when a connection is used after its closing, so nobody ever closes one by hand.
    private let open: Mutex<Connections?>
    private let durability: Durability

    /// Opens or creates a database file.
    /// - Parameters:
    ///   - file: its folder must exist.
    ///   - durability: what every write survives; single writes may ask for more.
    /// - Throws: `StoreError` when the file cannot be opened.
    package init(file: URL, surviving durability: Durability = .processEnd) throws {
        self.durability = durability
        let connections = try rethrowing {
            let pool = try DatabasePool(path: file.path, configuration: Self.configuration())
            // After opening: WAL set-up puts NORMAL back over whatever was chosen before.
            try pool.writeWithoutTransaction { db in try Self.setSynchronous(durability, in: db) }
            var readOnly = Self.configuration()
            readOnly.readonly = true
            return Connections(work: pool, watch: try DatabaseQueue(path: file.path, configuration: readOnly))
        }
        open = Mutex(connections)
    }

    /// A database in memory, gone when the object is.
    package init() throws {
        durability = .processEnd
        let queue = try rethrowing { try DatabaseQueue(configuration: Self.configuration()) }
        open = Mutex(Connections(work: queue, watch: queue))
    }

    var connections: any DatabaseWriter {
        get throws(StoreError) { try current().work }
    }

    private func current() throws(StoreError) -> Connections {
        guard let connections = open.withLock({ $0 }) else { throw .closed }
        return connections
    }

    package func read<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let connections = try connections
        return try await rethrowingAsync {
            try await connections.read { db in try work(Transaction(SQLiteDriver(db))) }
        }
    }

    package func write<Value: Sendable>(
        surviving wanted: Durability,
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let (connections, usual) = (try connections, durability)
        return try await rethrowingAsync {
            guard wanted != usual, wanted == .powerCut else {
                return try await connections.write { db in try work(Transaction(SQLiteDriver(db))) }
            }
            return try await connections.writeWithoutTransaction { db in
                try Self.setSynchronous(.powerCut, in: db)
                defer { try? Self.setSynchronous(usual, in: db) }
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try work(Transaction(SQLiteDriver(db)))
                    return .commit
                }
                guard let value else { throw StoreError.closed }
                return value
            }
        }
    }

    package func version() throws -> Int64 {
        let (work, watch) = try (current().work, current().watch)
        return try rethrowing {
            try watch.unsafeReentrantRead { db in
                let number = try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
                // In memory there is one connection, whose data_version never moves.
                return watch === work ? Int64(db.totalChangesCount) : number
            }
        }
    }

    package func glance<Value>(_ work: (Transaction) throws -> Value) throws -> Value {
        try rethrowing {
            try current().watch.unsafeReentrantRead { db in try work(Transaction(SQLiteDriver(db))) }
        }
    }

    package func scrub() async throws {
        let connections = try connections
        guard connections is DatabasePool else { return }
        try await rethrowingAsync {
            // An open reader leaves the log as it is, and says so in the first column: ask again.
            for _ in 0..<Self.scrubAttempts {
                let isBusy = try await connections.writeWithoutTransaction { db in
                    try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? 1
                }
                if isBusy == 0 { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            throw StoreError.busy
        }
    }

    private static let scrubAttempts = 100

    package func close() throws {
        open.withLock { $0 = nil }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.maximumReaderCount = readers
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            // Debian compiles it in; other builds of SQLite do not.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    private static func setSynchronous(_ durability: Durability, in db: Database) throws {
        switch durability {
        case .processEnd: try db.execute(sql: "PRAGMA synchronous = NORMAL")
        case .powerCut: try db.execute(sql: "PRAGMA synchronous = FULL")
        }
    }
}
