import FoundationEssentials
import Kernel
import Store

/// Rows whose time was over at a moment, as the inventory tells: this SQL is derived from it and from nothing else.
struct ExpiryRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func count(_ rows: RowsOver, heldAmong held: [Data] = []) throws -> Int {
        try tx.first(
            "SELECT count(*) AS number FROM \(name: rows.table) WHERE \(rows.condition(sparing: held))"
        ) {
            try $0.get("number")
        } ?? 0
    }

    func countHeld(_ rows: RowsOver, among held: [Data]) throws -> Int {
        guard let condition = rows.condition(among: held) else { return 0 }
        return try tx.first("SELECT count(*) AS number FROM \(name: rows.table) WHERE \(condition)") {
            try $0.get("number")
        } ?? 0
    }

    /// How many of these ids are there.
    func count(
        _ ids: [Data],
        by key: SQLName,
        in table: SQLName
    ) throws -> Int {
        try tx.first(
            "SELECT count(*) AS number FROM \(name: table) WHERE \(name: key) IN (\(list: ids))"
        ) {
            try $0.get("number")
        } ?? 0
    }

    /// Deletes the oldest, about `step` of them: those of the last one's millisecond go with it.
    /// - Returns: how many went, and whether more are over.
    func delete(
        _ rows: RowsOver,
        sparing held: [Data],
        step: Int
    ) throws -> (gone: Int, isMore: Bool) {
        let condition = rows.condition(sparing: held)
        let last: Timestamp? = try tx.first(
            """
            SELECT \(name: rows.column) AS moment FROM \(name: rows.table) WHERE \(condition)
            ORDER BY \(name: rows.column) LIMIT 1 OFFSET \(step - 1)
            """
        ) { try $0.get("moment") }
        guard let last else {
            return (try tx.run("DELETE FROM \(name: rows.table) WHERE \(condition)"), false)
        }
        let gone = try tx.run(
            "DELETE FROM \(name: rows.table) WHERE \(condition) AND \(name: rows.column) <= \(last)"
        )
        return (gone, true)
    }

    /// The people whose row is over, the oldest first.
    func subjects(
        _ rows: RowsOver,
        by column: SQLName,
        limit: Int
    ) throws -> [SubjectID] {
        try tx.all(
            """
            SELECT \(name: column) AS subject FROM \(name: rows.table) WHERE \(rows.condition(sparing: []))
            ORDER BY \(name: rows.column) LIMIT \(limit)
            """
        ) { try $0.get("subject") }
    }
}

/// The rows of a table whose column holds no later moment than a limit.
struct RowsOver {
    let table: SQLName
    let column: SQLName
    /// What holds name rows by; nil where a table has no id of its own.
    let key: SQLName?
    /// What the column is compared with: a time, or the first id of that time.
    let limit: SQL

    func condition(sparing held: [Data]) -> SQL {
        let over: SQL = "\(name: column) <= \(limit)"
        guard let key, !held.isEmpty else { return over }
        return "\(over) AND \(name: key) NOT IN (\(list: held))"
    }

    /// Nil where nothing is held.
    func condition(among held: [Data]) -> SQL? {
        guard let key, !held.isEmpty else { return nil }
        return "\(name: column) <= \(limit) AND \(name: key) IN (\(list: held))"
    }
}
