import FoundationEssentials
import Kernel
import Store

/// The SQL of `privacy_import`.
struct ImportRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ id: ImportID,
        of subject: SubjectID,
        at now: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO privacy_import (id, subject_id, status, asked_at)
            VALUES (\(id), \(subject), \(Import.Status.queued), \(now))
            """
        )
    }

    func isOpen(of subject: SubjectID) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM privacy_import WHERE subject_id = \(subject) AND finished_at IS NULL LIMIT 1
            """
        ) { _ in true } ?? false
    }

    func found(_ id: ImportID) throws -> (subject: SubjectID, found: Import)? {
        try tx.first(
            """
            SELECT id, subject_id, status, refusal, report, asked_at, finished_at FROM privacy_import
            WHERE id = \(id)
            """
        ) { row in
            let report: String? = try row.get("report")
            let sections = try report.map {
                try JSONDecoder().decode([ImportedSection].self, from: Data($0.utf8))
            }
            return try (
                row.get("subject_id"),
                Import(
                    id: row.get("id"),
                    status: row.get("status"),
                    askedAt: row.get("asked_at"),
                    finishedAt: row.get("finished_at"),
                    refusal: row.get("refusal"),
                    sections: sections ?? []
                )
            )
        }
    }

    func newest(of subject: SubjectID) throws -> ImportID? {
        try tx.first(
            "SELECT id FROM privacy_import WHERE subject_id = \(subject) ORDER BY id DESC LIMIT 1"
        ) { try $0.get("id") }
    }

    func all(of subject: SubjectID) throws -> [ImportID] {
        try tx.all("SELECT id FROM privacy_import WHERE subject_id = \(subject)") { try $0.get("id") }
    }

    func finish(
        _ id: ImportID,
        _ status: Import.Status,
        refusal: String?,
        _ sections: [ImportedSection],
        at now: Timestamp
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let report = String(decoding: try encoder.encode(sections), as: UTF8.self)
        try tx.run(
            """
            UPDATE privacy_import SET status = \(status), refusal = \(refusal), report = \(report),
                finished_at = \(now)
            WHERE id = \(id) AND finished_at IS NULL
            """
        )
    }

    func forget(askedBefore limit: Timestamp) throws {
        try tx.run("DELETE FROM privacy_import WHERE asked_at < \(limit)")
    }
}

extension Import.Status: SQLConvertible {}
