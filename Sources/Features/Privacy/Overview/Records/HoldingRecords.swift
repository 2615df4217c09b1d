import Kernel
import Store

/// Counts a person's rows, as the inventory tells: this SQL is derived from it and from nothing else.
struct HoldingRecords {
    private let tx: Transaction
    private let inventory: [InventoryTable]

    init(_ tx: Transaction, inventory: [InventoryTable]) {
        self.tx = tx
        self.inventory = inventory
    }

    /// Some rows: how many, since when, and the last moment in the column that their end is known by.
    struct Tally: Sendable {
        let count: Int
        let since: Timestamp?
        let last: Timestamp?
    }

    /// The person's rows of a table in which one of the columns holds something.
    func tally(
        of subject: SubjectID,
        in table: InventoryTable,
        holding columns: [InventoryColumn]
    ) throws -> Tally {
        guard let rows = try RemainsRecords(tx, inventory: inventory).rows(of: table.subject, subject),
            let beginning = table.beginning, let first = columns.first
        else { return Tally(count: 0, since: nil, last: nil) }
        let filled = try columns.dropFirst().reduce(try Self.isFilled(first)) { condition, column in
            "\(condition) OR \(try Self.isFilled(column))"
        }
        var shown: SQL = ""
        if let column = table.shownOnce { shown = "AND \(name: try RemainsRecords.name(column)) IS NOT NULL" }
        let question: SQL = """
            SELECT count(*) AS number, min(\(name: try Self.name(of: beginning))) AS since, \
            \(try Self.lastMoment(of: table.keep)) AS last
            FROM \(name: try RemainsRecords.name(table.name)) WHERE \(rows) AND (\(filled)) \(shown)
            """
        return try tx.first(question) { row in
            try Tally(
                count: row.get("number"),
                since: Self.moment(of: beginning, in: row),
                last: row.get("last")
            )
        } ?? Tally(count: 0, since: nil, last: nil)
    }

    /// When the whole person goes; nil for somebody who stays until they say otherwise.
    func end(of subject: SubjectID) throws -> Timestamp? {
        try inventory.compactMap { table -> Timestamp? in
            guard case .subjectAt(let column) = table.keep?.end,
                let rows = try RemainsRecords(tx, inventory: inventory).rows(of: table.subject, subject)
            else { return nil }
            let question: SQL = """
                SELECT max(\(name: try RemainsRecords.name(column))) AS last
                FROM \(name: try RemainsRecords.name(table.name)) WHERE \(rows)
                """
            return try tx.first(question) { try $0.get("last") as Timestamp? } ?? nil
        }.max()
    }

    private static func isFilled(_ column: InventoryColumn) throws -> SQL {
        "\(name: try RemainsRecords.name(column.name)) IS NOT NULL"
    }

    private static func lastMoment(of keep: Retention?) throws -> SQL {
        switch keep?.end {
        case .at(let column), .after(let column): "max(\(name: try RemainsRecords.name(column)))"
        case .withSubject, .subjectAt, .byFeature, nil: "NULL"
        }
    }

    private static func name(of beginning: RowBeginning) throws -> SQLName {
        switch beginning {
        case .moment(let column), .id(let column): try RemainsRecords.name(column)
        }
    }

    private static func moment(of beginning: RowBeginning, in row: Row) throws -> Timestamp? {
        switch beginning {
        case .moment: return try row.get("since")
        case .id:
            let id: RowID? = try row.get("since")
            return id?.value.moment
        }
    }
}
