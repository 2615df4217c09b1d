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

    /// How many rows of each table would go; tables without any are left out.
    func counts(of subject: SubjectID) throws -> [StoreCount] {
        try inventory.filter(\.isErasable).compactMap { table in
            let count = try count(in: table, of: subject)
            return count == 0 ? nil : StoreCount(table.name, before: count)
        }
    }

    /// What stays because the law demands it, and until when.
    func retained(of subject: SubjectID, at now: Timestamp) throws -> [Retained] {
        try inventory.filter { !$0.isErasable }.compactMap { table in
            let count = try count(in: table, of: subject)
            guard count > 0 else { return nil }
            return Retained(
                store: table.name,
                ground: table.ground?.rawValue ?? LegalBasis.legalObligation.rawValue,
                records: count,
                until: table.keep.map { now + $0.period.duration }
            )
        }
    }

    private func count(in table: InventoryTable, of subject: SubjectID) throws -> Int {
        guard let rows = try rows(of: table.subject, subject) else { return 0 }
        let question: SQL = "SELECT count(*) AS number FROM \(name: try Self.name(table.name)) WHERE \(rows)"
        return try tx.first(question) { try $0.get("number") } ?? 0
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
    func rows(of path: SubjectPath, _ subject: SubjectID) throws -> SQL? {
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

    static func name(_ text: String) throws(InventoryMistake) -> SQLName {
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
    fileprivate var isErasable: Bool { ground == nil }

    /// Why rows stay; nil where they go.
    fileprivate var ground: LegalBasis? {
        columns.lazy.compactMap { column -> LegalBasis? in
            guard case .personal(let data) = column.content, case .keep(let basis) = data.erase else {
                return nil
            }
            return basis
        }.first
    }
}
