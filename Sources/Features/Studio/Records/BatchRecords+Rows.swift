import FoundationEssentials
import Kernel
import Store
import Vault

/// The rows of somebody's batches, and how they stand.
extension BatchRecords {
    /// How its rows stand, and what their jobs cost.
    func tally(of id: BatchID) throws -> [(status: BatchRow.Status, count: Int, price: Credits)] {
        try tx.all(
            """
            SELECT \(Self.state) AS state, count(*) AS number, 
                coalesce(sum(CASE WHEN job.status IN ('failed', 'canceled') THEN 0 ELSE job.price END), 0) AS price
            \(Self.rows) WHERE entry.batch_id = \(id) AND entry.subject_id = \(subject) GROUP BY \(Self.state)
            """
        ) { try ($0.get("state"), $0.get("number"), $0.get("price")) }
    }

    /// Its rows in their order, those after a position.
    func rows(of id: BatchID, after position: Int, limit: Int) throws -> [StoredBatchRow] {
        try tx.all(
            """
            \(StoredBatchRow.question(Self.state, Self.rows))
            WHERE entry.batch_id = \(id) AND entry.subject_id = \(subject) AND entry.position > \(position)
            ORDER BY entry.position LIMIT \(limit)
            """,
            StoredBatchRow.init(_:)
        )
    }

    /// The first of its rows that wait.
    func firstWaiting(of id: BatchID) throws -> StoredBatchRow? {
        try tx.first(
            """
            \(StoredBatchRow.question(Self.state, Self.rows))
            WHERE entry.batch_id = \(id) AND entry.subject_id = \(subject) AND entry.status = 'waiting'
            ORDER BY entry.position LIMIT 1
            """,
            StoredBatchRow.init(_:)
        )
    }

    /// Batches of which rows wait.
    func waitingBatches() throws -> [BatchID] {
        try tx.all(
            """
            SELECT DISTINCT batch_id FROM studio_batch_row
            WHERE subject_id = \(subject) AND status = 'waiting' ORDER BY batch_id
            """
        ) { try $0.get("batch_id") }
    }

    func waitingRows() throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM studio_batch_row
            WHERE subject_id = \(subject) AND status = 'waiting'
            """
        ) { try $0.get("number") } ?? 0
    }

    /// Gives a row its job, once.
    /// - Returns: whether it waited still.
    func order(_ row: RowID, as job: JobID) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_batch_row SET status = 'ordered', job_id = \(job)
            WHERE id = \(row) AND subject_id = \(subject) AND status = 'waiting'
            """
        ) == 1
    }

    /// - Returns: whether the row waited still.
    @discardableResult
    func refuse(_ row: RowID, _ code: Problem.Code, _ details: Sealed?) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_batch_row
            SET status = 'refused', failure = \(code.rawValue), details = \(details?.bytes)
            WHERE id = \(row) AND subject_id = \(subject) AND status = 'waiting'
            """
        ) == 1
    }

    /// - Returns: whether any row waited.
    func refuseWaiting(of id: BatchID, _ code: Problem.Code) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_batch_row SET status = 'refused', failure = \(code.rawValue)
            WHERE batch_id = \(id) AND subject_id = \(subject) AND status = 'waiting'
            """
        ) > 0
    }

    /// - Returns: whether any row waited.
    @discardableResult
    func cancelWaiting(of id: BatchID) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_batch_row SET status = 'canceled'
            WHERE batch_id = \(id) AND subject_id = \(subject) AND status = 'waiting'
            """
        ) > 0
    }

    /// Lets rows wait again that were refused, or whose jobs failed.
    /// - Returns: how many.
    func retry(_ id: BatchID) throws -> Int {
        try tx.run(
            """
            UPDATE studio_batch_row SET status = 'waiting', job_id = NULL, failure = NULL, details = NULL
            WHERE batch_id = \(id) AND subject_id = \(subject) AND (
                status = 'refused' OR status = 'ordered' AND job_id IN (
                    SELECT job.id FROM studio_batch_row AS entry JOIN studio_job AS job ON job.id = entry.job_id
                    WHERE entry.batch_id = \(id) AND job.subject_id = \(subject)
                        AND job.status = 'failed'
                )
            )
            """
        )
    }

    /// The batch of which a job is a row; nil for a job that was ordered by itself.
    func batch(with job: JobID) throws -> BatchID? {
        try tx.first(
            "SELECT batch_id FROM studio_batch_row WHERE job_id = \(job) AND subject_id = \(subject)"
        ) {
            try $0.get("batch_id")
        }
    }

    func batch(of row: RowID) throws -> BatchID? {
        try tx.first("SELECT batch_id FROM studio_batch_row WHERE id = \(row) AND subject_id = \(subject)") {
            try $0.get("batch_id")
        }
    }

    /// Whether a batch that is there has no row that waits or runs.
    func isOver(_ id: BatchID) throws -> Bool {
        let counts = try tx.first(
            """
            SELECT count(*) AS number, coalesce(
                sum(entry.status = 'waiting' OR job.id IS NOT NULL AND job.finished_at IS NULL), 0) AS open
            \(Self.rows) WHERE entry.batch_id = \(id) AND entry.subject_id = \(subject)
            """
        ) { (number: try $0.get("number") as Int, open: try $0.get("open") as Int) }
        return counts.map { $0.number > 0 && $0.open == 0 } ?? false
    }

    /// Jobs of a batch that have not ended, or not even begun.
    func openJobs(of id: BatchID, evenRunning: Bool) throws -> [JobID] {
        let state: SQL = evenRunning ? "job.finished_at IS NULL" : "job.status = 'queued'"
        return try tx.all(
            """
            SELECT job.id FROM studio_batch_row AS entry JOIN studio_job AS job ON job.id = entry.job_id
            WHERE entry.batch_id = \(id) AND entry.subject_id = \(subject) AND job.subject_id = \(subject)
                AND \(state)
            """
        ) { try $0.get("id") }
    }

    /// All pictures that its jobs made and that are there still.
    func pictures(of id: BatchID) throws -> [ImageID] {
        try tx.all(
            """
            SELECT image.id FROM studio_batch_row AS entry JOIN studio_image AS image
                ON image.job_id = entry.job_id
            WHERE entry.batch_id = \(id) AND entry.subject_id = \(subject) AND image.subject_id = \(subject)
            ORDER BY image.id
            """
        ) { try $0.get("id") }
    }

    /// A row's own state, or that of its job; a job that is gone was not let come to its end.
    private static let state: SQL = """
        CASE entry.status WHEN 'ordered' THEN coalesce(job.status, 'canceled') ELSE entry.status END
        """

    private static let rows: SQL = """
        FROM studio_batch_row AS entry LEFT JOIN studio_job AS job
            ON job.id = entry.job_id AND job.subject_id = entry.subject_id
        """
}

extension StoredBatchRow {
    fileprivate static func question(_ state: SQL, _ rows: SQL) -> SQL {
        """
        SELECT entry.id AS id, entry.position AS position, entry.content AS content, \(state) AS state,
            entry.job_id AS job_id, coalesce(entry.failure, job.failure) AS failure, entry.details AS details
        \(rows)
        """
    }

    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        position = try row.get("position")
        content = Sealed(try row.get("content"), at: .content(of: id))
        status = try row.get("state")
        job = try row.get("job_id")
        failure = try row.get("failure")
        details = try (row.get("details") as Data?).map { [id] in Sealed($0, at: .details(of: id)) }
    }
}
