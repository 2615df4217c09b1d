import Foundation
import GRDB

/// SQLite's own words on how it would run statements.
struct QueryPlans {
    /// A table this small may be read as a whole.
    private static let smallTable = 10

    private let database: DatabaseQueue

    init(of file: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        database = try DatabaseQueue(path: file.path, configuration: configuration)
    }

    /// Steps whose work grows with the table: reading all of it, or sorting what an index left in another order.
    func growingSteps(in statements: Set<String>) throws -> [String] {
        try database.read { db in
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            let large = try tables.filter { try isLarge($0, db) }
            return try statements.sorted().flatMap { statement in
                try steps(of: statement, db).filter { step in
                    step == "USE TEMP B-TREE FOR ORDER BY" || large.contains { Self.reads(all: $0, step) }
                }
            }
        }
    }

    /// By a partial index it reads what waits or is open, and such statements stop early.
    private static func reads(all table: String, _ step: String) -> Bool {
        step == "SCAN \(table)" || step.hasPrefix("SCAN \(table) USING COVERING INDEX")
    }

    private func isLarge(_ table: String, _ db: Database) throws -> Bool {
        let rows = "SELECT 1 FROM \"\(table)\" LIMIT \(Self.smallTable + 1)"
        return try Int.fetchAll(db, sql: rows).count > Self.smallTable
    }

    private func steps(of statement: String, _ db: Database) throws -> [String] {
        let plan = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(statement)")
        let nothing = Array(repeating: DatabaseValue.null, count: statement.count { $0 == "?" })
        return try Row.fetchAll(plan, arguments: StatementArguments(nothing)).map { $0["detail"] }
    }
}
