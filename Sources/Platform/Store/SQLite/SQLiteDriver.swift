import FoundationEssentials
import GRDB

/// Runs our statements on one GRDB connection; statements are prepared once and kept.
struct SQLiteDriver: TransactionDriver {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    func run(_ statement: SQL) throws -> Int {
        try rethrowing {
            try prepared(statement).execute()
            return db.changesCount
        }
    }

    func forEach(_ query: SQL, _ row: (Row) throws -> Bool) throws {
        try rethrowing {
            let rows = try GRDB.Row.fetchCursor(prepared(query))
            while let current = try rows.next() {
                guard try row(Row { column in Self.value(of: column, in: current) }) else { return }
            }
        }
    }

    func serialise(on name: String) {}

    private func prepared(_ sql: SQL) throws -> Statement {
        let (text, values) = sql.rendered(.questionMark)
        let statement = try db.cachedStatement(sql: text)
        try statement.setArguments(StatementArguments(try values.map(Self.databaseValue)))
        return statement
    }

    private static func databaseValue(_ value: SQLValue) throws(StoreError) -> DatabaseValue {
        switch value {
        case .null: return .null
        case .integer(let number): return number.databaseValue
        case .text(let text):
            // SQLite would cut the text off there, PostgreSQL refuses it.
            guard !text.utf8.contains(0) else { throw .constraint }
            return text.databaseValue
        case .bytes(let bytes): return bytes.databaseValue
        }
    }

    private static func value(of column: String, in row: GRDB.Row) -> SQLValue? {
        guard row.hasColumn(column) else { return nil }
        let stored: DatabaseValue = row[column]
        return switch stored.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .blob(let bytes): .bytes(bytes)
        case .double: nil
        }
    }
}
