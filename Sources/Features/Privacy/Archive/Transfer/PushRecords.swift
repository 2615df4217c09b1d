import FoundationEssentials
import Kernel
import Store

/// The SQL of `privacy_push`.
struct PushRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: PushRow) throws {
        try tx.run(
            """
            INSERT INTO privacy_push (id, subject_id, export_id, address, status, tries, asked_at)
            VALUES (\(row.id), \(row.subject), \(row.export), \(row.address), \(row.status), \(row.tries),
                \(row.askedAt))
            """
        )
    }

    func push(_ id: PushID) throws -> PushRow? {
        try tx.first("SELECT \(PushRow.columns) FROM privacy_push WHERE id = \(id)", PushRow.init(row:))
    }

    func newest(of export: ExportID) throws -> PushRow? {
        try tx.first(
            """
            SELECT \(PushRow.columns) FROM privacy_push WHERE export_id = \(export) ORDER BY id DESC LIMIT 1
            """,
            PushRow.init(row:)
        )
    }

    /// Whether the archive is on its way.
    func isOpen(of export: ExportID) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM privacy_push
            WHERE export_id = \(export) AND status = \(Push.Status.sending) LIMIT 1
            """
        ) { _ in true } ?? false
    }

    func begin(_ id: PushID) throws {
        try tx.run("UPDATE privacy_push SET tries = tries + 1 WHERE id = \(id)")
    }

    /// Keeps what came of a try that another one will follow.
    func note(_ id: PushID, _ outcome: PushOutcome) throws {
        try tx.run(
            "UPDATE privacy_push SET reason = \(outcome.reason), answer = \(outcome.answer) WHERE id = \(id)"
        )
    }

    /// Ends it and forgets where it went.
    func end(
        _ id: PushID,
        _ outcome: PushOutcome,
        at now: Timestamp
    ) throws {
        try tx.run(
            """
            UPDATE privacy_push SET status = \(outcome.status), reason = \(outcome.reason),
                answer = \(outcome.answer), address = NULL, ended_at = \(now)
            WHERE id = \(id)
            """
        )
    }
}

extension PushRow {
    fileprivate static let columns: SQL =
        "id, subject_id, export_id, address, status, reason, answer, tries, asked_at, ended_at"

    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            subject: row.get("subject_id"),
            export: row.get("export_id"),
            address: row.get("address"),
            status: row.get("status"),
            reason: row.get("reason"),
            answer: row.get("answer"),
            tries: row.get("tries"),
            askedAt: row.get("asked_at"),
            endedAt: row.get("ended_at")
        )
    }
}

extension Push.Status: SQLConvertible {}

extension PushReason: SQLConvertible {}
