import Kernel
import Store

/// Deletes a person's rows, table by table, as the inventory tells: this SQL is derived from it and from nothing else.
struct RemainsRecords {
    private let tx: Transaction
    private let inventory: [InventoryTable]

    init(_ tx: Transaction, inventory: [InventoryTable]) {
        self.tx = tx
        self.inventory = inventory
    }

    /// - Returns: how many rows went.
    func delete(of subject: SubjectID) throws -> Int {
        // Rows that lead to the person through another table go before the rows they lead through.
        let erasable = try inventory.filter(\.isErasable).map { table in
            (table: table, steps: try steps(along: table.subject))
        }
        return try erasable.sorted { $0.steps > $1.steps }.reduce(0) { count, next in
            try count + delete(from: next.table, of: subject)
        }
    }

    /// How many tables lie between a row and its person.
    private func steps(along path: SubjectPath) throws -> Int {
        guard case .through(_, let other) = path else { return 0 }
        return 1 + (try steps(along: table(other).subject))
    }

    private func delete(from table: InventoryTable, of subject: SubjectID) throws -> Int {
        guard let rows = try rows(of: table.subject, subject) else { return 0 }
        return try tx.run("DELETE FROM \(name: try Self.name(table.name)) WHERE \(rows)")
    }

    /// What picks the person's rows; nil where a table is about nobody.
    private func rows(of path: SubjectPath, _ subject: SubjectID) throws -> SQL? {
        switch path {
        case .nobody:
            return nil
        case .column(let column):
            return "\(name: try Self.name(column)) = \(subject)"
        case .through(let column, let other):
            guard let rows = try rows(of: table(other).subject, subject) else { return nil }
            return
                "\(name: try Self.name(column)) IN (SELECT id FROM \(name: try Self.name(other)) WHERE \(rows))"
        }
    }

    private func table(_ name: String) throws(InventoryMistake) -> InventoryTable {
        guard let table = inventory.first(where: { $0.name == name }) else {
            throw InventoryMistake(name: name)
        }
        return table
    }

    private static func name(_ text: String) throws(InventoryMistake) -> SQLName {
        guard let name = SQLName(text) else { throw InventoryMistake(name: text) }
        return name
    }
}

/// A name of the inventory that no statement can use.
///
/// It stops the erasure: the rows behind it must not pass for none.
struct InventoryMistake: Error {
    let name: String
}

extension InventoryTable {
    /// Whether erasing a person deletes rows here; a table that keeps anything on a legal ground keeps its rows.
    fileprivate var isErasable: Bool {
        !columns.contains { column in
            if case .personal(let data) = column.content, case .keep = data.erase { true } else { false }
        }
    }
}
