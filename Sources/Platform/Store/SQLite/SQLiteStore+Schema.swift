package import FoundationEssentials
import GRDB

extension SQLiteStore {
    package func migrate(_ migrations: [Migration]) async throws {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { db in
                try db.execute(sql: "\(migration.sql)")
            }
        }
        let known = Set(migrations.map(\.name))
        if let stranger = try await appliedMigrations().subtracting(known).min() {
            throw StoreError.schemaTooNew(migration: stranger)
        }
        try await apply(migrator)
    }

    private func apply(_ migrator: DatabaseMigrator) async throws {
        let connections = try connections
        try await rethrowingAsync {
            try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
                migrator.asyncMigrate(connections) { result in done.resume(with: result.map { _ in }) }
            }
        }
    }

    package func appliedMigrations() async throws -> Set<String> {
        let sql = "SELECT identifier FROM grdb_migrations"
        let connections = try connections
        return try await rethrowingAsync {
            try await connections.read { db in
                guard try db.tableExists("grdb_migrations") else { return [] }
                return try String.fetchSet(db, sql: sql)
            }
        }
    }

    package func liveSchema() async throws -> LiveSchema {
        let connections = try connections
        return try await rethrowingAsync {
            try await connections.read { db in
                let names = try String.fetchAll(
                    db,
                    sql: """
                        SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')
                        AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'grdb_migrations'
                        """
                )
                let columns = try names.map { name in
                    try String.fetchAll(db, sql: "SELECT name FROM pragma_table_xinfo(?)", arguments: [name])
                }
                return LiveSchema(tables: Dictionary(uniqueKeysWithValues: zip(names, columns)))
            }
        }
    }

    /// Writes a copy of the database as it stands now into a new file, without what deleted rows left; beside other
    /// processes that write.
    /// - Throws: `StoreError`.
    package static func copy(_ file: URL, to target: URL) async throws {
        try await rethrowingAsync {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            // No transaction of ours: SQLite takes one itself, and refuses within another.
            try await queue.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [target.path])
            }
            try queue.close()
        }
    }

    /// Whether a file is a whole database.
    package static func isWhole(_ file: URL) async throws -> Bool {
        try await rethrowingAsync {
            let queue = try DatabaseQueue(path: file.path)
            let answer = try await queue.read { db in try String.fetchOne(db, sql: "PRAGMA integrity_check") }
            try queue.close()
            return answer == "ok"
        }
    }
}
