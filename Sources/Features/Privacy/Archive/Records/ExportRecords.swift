import Kernel
import Store

/// The SQL of `privacy_export`.
struct ExportRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: ExportRow) throws {
        try tx.run(
            """
            INSERT INTO privacy_export (id, subject_id, language, asked_at)
            VALUES (\(row.id), \(row.subject), \(row.language), \(row.askedAt))
            """
        )
    }

    func export(_ id: ExportID) throws -> ExportRow? {
        try tx.first("SELECT \(ExportRow.columns) FROM privacy_export WHERE id = \(id)", ExportRow.init(row:))
    }

    func export(_ id: ExportID, of subject: SubjectID) throws -> ExportRow? {
        try export(id).flatMap { $0.subject == subject ? $0 : nil }
    }

    func newest(of subject: SubjectID) throws -> ExportRow? {
        try tx.first(
            """
            SELECT \(ExportRow.columns) FROM privacy_export WHERE subject_id = \(subject)
            ORDER BY id DESC LIMIT 1
            """,
            ExportRow.init(row:)
        )
    }

    /// The newest first.
    func latest(of subject: SubjectID, limit: Int) throws -> [ExportRow] {
        try tx.all(
            """
            SELECT \(ExportRow.columns) FROM privacy_export WHERE subject_id = \(subject)
            ORDER BY id DESC LIMIT \(limit)
            """,
            ExportRow.init(row:)
        )
    }

    func all(of subject: SubjectID) throws -> [ExportID] {
        try tx.all("SELECT id FROM privacy_export WHERE subject_id = \(subject)") { try $0.get("id") }
    }

    func finish(
        _ id: ExportID,
        bytes: Int,
        at now: Timestamp,
        until end: Timestamp
    ) throws {
        try tx.run(
            """
            UPDATE privacy_export SET ready_at = \(now), expires_at = \(end), bytes = \(bytes)
            WHERE id = \(id)
            """
        )
    }

    func fail(_ id: ExportID, at now: Timestamp) throws {
        try tx.run("UPDATE privacy_export SET failed_at = \(now) WHERE id = \(id) AND ready_at IS NULL")
    }

    /// - Returns: whether it was there to be taken.
    func take(_ id: ExportID, at now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE privacy_export SET taken_at = \(now)
            WHERE id = \(id) AND taken_at IS NULL AND expires_at > \(now) AND NOT EXISTS (
                SELECT 1 FROM privacy_push WHERE export_id = privacy_export.id AND status = \(Push.Status.sending)
            )
            """
        ) == 1
    }

    /// Ends one that another installation has taken, however late it said so.
    func send(_ id: ExportID, at now: Timestamp) throws {
        try tx.run("UPDATE privacy_export SET taken_at = \(now) WHERE id = \(id) AND taken_at IS NULL")
    }

    /// Whether it waits to be taken.
    func isReady(_ id: ExportID, at now: Timestamp) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM privacy_export
            WHERE id = \(id) AND ready_at IS NOT NULL AND taken_at IS NULL AND expires_at > \(now)
            """
        ) { _ in true } ?? false
    }

    /// The files that may still be fetched.
    func tally(of subject: SubjectID, at now: Timestamp) throws -> FileTally {
        try tx.first(
            """
            SELECT count(*) AS number, min(ready_at) AS since FROM privacy_export
            WHERE subject_id = \(subject) AND ready_at IS NOT NULL AND taken_at IS NULL AND expires_at > \(now)
            """
        ) { try FileTally(count: $0.get("number"), since: $0.get("since")) }
            ?? FileTally(count: 0, since: nil)
    }

    /// Whether a file of this name may still be fetched.
    func isWaiting(_ id: ExportID, at now: Timestamp) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM privacy_export
            WHERE id = \(id) AND taken_at IS NULL AND failed_at IS NULL
                AND (expires_at IS NULL OR expires_at > \(now))
            """
        ) { _ in true } ?? false
    }

    /// Ends what waits to be fetched, for a newer one.
    func end(waitingOf subject: SubjectID, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE privacy_export SET expires_at = \(now)
            WHERE subject_id = \(subject) AND taken_at IS NULL AND expires_at > \(now)
            """
        )
    }

    func forget(askedBefore limit: Timestamp) throws {
        try tx.run("DELETE FROM privacy_export WHERE asked_at < \(limit)")
    }
}

extension ExportRow {
    fileprivate static let columns: SQL =
        "id, subject_id, language, asked_at, ready_at, taken_at, failed_at, expires_at, bytes"

    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            subject: row.get("subject_id"),
            language: row.get("language"),
            askedAt: row.get("asked_at"),
            readyAt: row.get("ready_at"),
            takenAt: row.get("taken_at"),
            failedAt: row.get("failed_at"),
            expiresAt: row.get("expires_at"),
            bytes: row.get("bytes")
        )
    }
}
