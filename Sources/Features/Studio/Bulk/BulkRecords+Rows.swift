import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `studio_bulk_row`.
extension BulkRecords {
    func insert(_ rows: [StoredBulkRow], of id: BulkID, at now: Timestamp) throws {
        for row in rows {
            try tx.run(
                """
                INSERT INTO studio_bulk_row (id, bulk_id, subject_id, position, name, content, status, failure,
                    details, made_at)
                VALUES (\(row.id), \(id), \(subject), \(row.position), \(row.name?.bytes), \(row.content?.bytes),
                    \(row.status), \(row.failure), \(row.details?.bytes), \(now))
                """
            )
        }
    }

    /// How far its lines were read; nil where none was.
    func lastPosition(of id: BulkID) throws -> Int? {
        try tx.first(
            "SELECT position FROM studio_bulk_row WHERE bulk_id = \(id) ORDER BY position DESC LIMIT 1"
        ) { try $0.get("position") }
    }

    func tally(of id: BulkID) throws -> [(status: BatchRow.Status, count: Int)] {
        try tx.all(
            """
            SELECT \(Self.state) AS state, count(*) AS number \(Self.rows)
            WHERE entry.bulk_id = \(id) AND entry.subject_id = \(subject) GROUP BY \(Self.state)
            """
        ) { try ($0.get("state"), $0.get("number")) }
    }

    /// Its lines in their order, those of a part after a position.
    func rows(of id: BulkID, _ part: BulkPart, after position: Int, limit: Int) throws -> [StoredBulkRow] {
        let wanted: SQL =
            switch part {
            case .all: ""
            case .answers: "AND \(Self.state) = 'succeeded'"
            case .failures: "AND \(Self.state) <> 'succeeded'"
            }
        return try tx.all(
            """
            \(StoredBulkRow.question(Self.state, Self.rows))
            WHERE entry.bulk_id = \(id) AND entry.subject_id = \(subject) AND entry.position > \(position)
                \(wanted)
            ORDER BY entry.position LIMIT \(limit)
            """,
            StoredBulkRow.init(_:)
        )
    }

    func firstWaiting(of id: BulkID) throws -> StoredBulkRow? {
        try tx.first(
            """
            \(StoredBulkRow.question(Self.state, Self.rows))
            WHERE entry.bulk_id = \(id) AND entry.subject_id = \(subject) AND entry.status = 'waiting'
            ORDER BY entry.position LIMIT 1
            """,
            StoredBulkRow.init(_:)
        )
    }

    /// Lines of all bulks that wait.
    func waitingRows() throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM studio_bulk_row
            WHERE subject_id = \(subject) AND status = 'waiting'
            """
        ) { try $0.get("number") } ?? 0
    }

    /// Gives a line its job, once; of what it asked for only that stays which its answer must know.
    /// - Returns: whether it waited still.
    func order(_ row: RowID, as job: JobID, keeping answer: Sealed) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_bulk_row SET status = 'ordered', job_id = \(job), content = \(answer.bytes)
            WHERE id = \(row) AND subject_id = \(subject) AND status = 'waiting'
            """
        ) == 1
    }

    func refuse(_ row: RowID, _ code: Problem.Code, _ details: Sealed?) throws {
        try tx.run(
            """
            UPDATE studio_bulk_row
            SET status = 'refused', failure = \(code.rawValue), details = \(details?.bytes), content = NULL
            WHERE id = \(row) AND subject_id = \(subject) AND status = 'waiting'
            """
        )
    }

    func refuseWaiting(of id: BulkID, _ code: Problem.Code) throws {
        try tx.run(
            """
            UPDATE studio_bulk_row SET status = 'refused', failure = \(code.rawValue), content = NULL
            WHERE bulk_id = \(id) AND subject_id = \(subject) AND status = 'waiting'
            """
        )
    }

    func cancelWaiting(of id: BulkID) throws {
        try tx.run(
            """
            UPDATE studio_bulk_row SET status = 'canceled', content = NULL
            WHERE bulk_id = \(id) AND subject_id = \(subject) AND status = 'waiting'
            """
        )
    }

    func deleteRows(of id: BulkID) throws {
        try tx.run("DELETE FROM studio_bulk_row WHERE bulk_id = \(id) AND subject_id = \(subject)")
    }

    /// Jobs of a bulk that have not ended, or not even begun.
    func openJobs(of id: BulkID, evenRunning: Bool) throws -> [JobID] {
        let state: SQL = evenRunning ? "job.finished_at IS NULL" : "job.status = 'queued'"
        return try tx.all(
            """
            SELECT job.id AS id FROM studio_job AS job JOIN studio_bulk_row AS entry ON entry.job_id = job.id
            WHERE job.subject_id = \(subject) AND job.finished_at IS NULL AND \(state)
                AND entry.bulk_id = \(id) AND entry.subject_id = \(subject)
            """
        ) { try $0.get("id") }
    }

    /// A line's own state, or that of its job; a job that is gone was not let come to its end.
    private static let state: SQL = """
        CASE entry.status WHEN 'ordered' THEN coalesce(job.status, 'canceled') ELSE entry.status END
        """

    private static let rows: SQL = """
        FROM studio_bulk_row AS entry LEFT JOIN studio_job AS job
            ON job.id = entry.job_id AND job.subject_id = entry.subject_id
        """
}

extension StoredBulkRow {
    fileprivate static func question(_ state: SQL, _ rows: SQL) -> SQL {
        """
        SELECT entry.id AS id, entry.position AS position, entry.name AS name, entry.content AS content,
            \(state) AS state, entry.job_id AS job_id, coalesce(entry.failure, job.failure) AS failure,
            entry.details AS details
        \(rows)
        """
    }

    fileprivate init(_ row: Row) throws {
        let id: RowID = try row.get("id")
        let (name, content): (Data?, Data?) = (try row.get("name"), try row.get("content"))
        let details: Data? = try row.get("details")
        try self.init(
            id: id,
            position: row.get("position"),
            name: name.map { Sealed($0, at: .bulkName(of: id)) },
            content: content.map { Sealed($0, at: .bulkContent(of: id)) },
            status: row.get("state"),
            job: row.get("job_id"),
            failure: row.get("failure"),
            details: details.map { Sealed($0, at: .bulkDetails(of: id)) }
        )
    }
}
