import Kernel
import Store

/// The SQL of `privacy_erasure` and `privacy_version`.
struct ErasureRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// - Returns: whether the person was not erased before.
    func insert(_ erasure: Erasure) throws -> Bool {
        let lines = try tx.run(
            """
            INSERT INTO privacy_erasure (subject_id, cause, asked_at)
            VALUES (\(erasure.subject), \(erasure.cause), \(erasure.askedAt)) ON CONFLICT (subject_id) DO NOTHING
            """
        )
        try tx.run("UPDATE privacy_version SET number = number + 1")
        return lines > 0
    }

    func isErased(_ subject: SubjectID) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM privacy_erasure WHERE subject_id = \(subject)") { _ in true }
            ?? false
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
}
