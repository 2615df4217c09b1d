import Kernel
import Store

/// The SQL of `privacy_erasure`, `privacy_version` and `privacy_mark`.
struct ErasureRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// - Returns: whether the person was not erased before.
    func insert(_ erasure: Erasure) throws -> Bool {
        let lines = try tx.run(
            """
            INSERT INTO privacy_erasure (subject_id, cause, asked_at, removal_id)
            VALUES (\(erasure.subject), \(erasure.cause), \(erasure.askedAt), \(erasure.removal))
            ON CONFLICT (subject_id) DO NOTHING
            """
        )
        try VersionRecords(tx).raise()
        return lines > 0
    }

    func isErased(_ subject: SubjectID) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM privacy_erasure WHERE subject_id = \(subject)") { _ in true }
            ?? false
    }

    /// Whether this database has no need to erase somebody again: one that was begun again counts only once it has ended.
    func isKnown(_ subject: SubjectID) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM privacy_erasure
            WHERE subject_id = \(subject) AND (cause <> \(ErasureCause.replayed) OR finished_at IS NOT NULL)
            """
        ) { _ in true } ?? false
    }

    func erasure(of subject: SubjectID) throws -> Erasure? {
        try tx.first(
            "SELECT subject_id, cause, asked_at, removal_id FROM privacy_erasure WHERE subject_id = \(subject)"
        ) { row in
            try Erasure(
                subject: row.get("subject_id"),
                cause: row.get("cause"),
                askedAt: row.get("asked_at"),
                removal: row.get("removal_id")
            )
        }
    }

    func finish(
        _ subject: SubjectID,
        rows: Int,
        at moment: Timestamp
    ) throws {
        try tx.run(
            """
            UPDATE privacy_erasure SET finished_at = \(moment), rows_deleted = \(rows)
            WHERE subject_id = \(subject) AND finished_at IS NULL
            """
        )
    }

    func open(limit: Int) throws -> [SubjectID] {
        try tx.all(
            "SELECT subject_id FROM privacy_erasure WHERE finished_at IS NULL ORDER BY asked_at LIMIT \(limit)"
        ) { try $0.get("subject_id") }
    }

    func version() throws -> Int64 {
        try tx.first("SELECT number FROM privacy_version") { try $0.get("number") } ?? 0
    }

    /// How far this database knows the ledger that lies beside the keys.
    func mark() throws -> Int64 {
        try tx.first("SELECT number FROM privacy_mark") { try $0.get("number") } ?? 0
    }

    func raiseMark(to number: Int64) throws {
        try tx.run("UPDATE privacy_mark SET number = max(number, \(number))")
    }
}
