import Kernel
import Store

/// Reads a person's rows of one table, page by page: its SQL is derived from the inventory and from nothing else.
struct SectionRecords {
    private let tx: Transaction
    private let inventory: [InventoryTable]

    init(_ tx: Transaction, inventory: [InventoryTable]) {
        self.tx = tx
        self.inventory = inventory
    }

    /// A row as it is stored.
    typealias Stored = [String: SQLValue]

    /// Where a page ends.
    enum Cursor: Hashable, Sendable {
        /// Behind the row of this id.
        case after(SQLValue)
        /// Behind so many rows, of a table without ids.
        case skipping(Int)
    }

    func page(
        of table: InventoryTable,
        columns: [String],
        about subject: SubjectID,
        after cursor: Cursor?,
        limit: Int
    ) throws -> [Stored] {
        guard let rows = try rows(of: table.subject, subject) else { return [] }
        let names = try columns.map(Self.name)
        let list = names.dropFirst().reduce(names.first.map { "\(name: $0)" } ?? "1" as SQL) {
            "\($0), \(name: $1)"
        }
        let hasID = columns.contains("id")
        var (start, skipped): (SQL, SQL) = ("", "")
        var shown: SQL = ""
        if let column = table.shownOnce { shown = "AND \(name: try Self.name(column)) IS NOT NULL" }
        switch cursor {
        case .after(let id): start = "AND id > \(id)"
        case .skipping(let count): skipped = "OFFSET \(count)"
        case nil: break
        }
        return try tx.all(
            """
            SELECT \(list) FROM \(name: try Self.name(table.name)) WHERE \(rows) \(shown) \(start)
            ORDER BY \(hasID ? "id" : list) LIMIT \(limit) \(skipped)
            """
        ) { row in
            try columns.reduce(into: Stored()) { $0[$1] = try row.get($1) as SQLValue }
        }
    }

    /// What picks the person's rows; nil where a table is about nobody.
    private func rows(of path: SubjectPath, _ subject: SubjectID) throws -> SQL? {
        switch path {
        case .nobody:
            return nil
        case .column(let column):
            return "\(name: try Self.name(column)) = \(subject)"
        case .through(let column, let other):
            guard let table = inventory.first(where: { $0.name == other }) else {
                throw InventoryMistake(name: other)
            }
            guard let rows = try rows(of: table.subject, subject) else { return nil }
            return
                "\(name: try Self.name(column)) IN (SELECT id FROM \(name: try Self.name(other)) WHERE \(rows))"
        }
    }

    private static func name(_ text: String) throws(InventoryMistake) -> SQLName {
        guard let name = SQLName(text) else { throw InventoryMistake(name: text) }
        return name
    }
}
