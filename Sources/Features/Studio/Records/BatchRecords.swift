import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `studio_batch` and `studio_batch_row`, of one person.
struct BatchRecords {
    private let tx: Transaction
    private let subject: SubjectID

    init(_ tx: Transaction, of subject: SubjectID) {
        self.tx = tx
        self.subject = subject
    }

    /// Whose batch it is: for work that the server does by itself.
    static func owner(of id: BatchID, in tx: Transaction) throws -> SubjectID? {
        try tx.first("SELECT subject_id FROM studio_batch WHERE id = \(id)") { try $0.get("subject_id") }
    }

    /// Makes concurrent orders of one person take turns; SQLite's single writer does so already.
    func lock() throws {
        try tx.serialise(on: "studio_batch:\(subject.text)")
    }

    func insert(_ batch: StoredBatch, _ rows: [StoredBatchRow], _ claim: BatchClaim?) throws {
        try tx.run(
            """
            INSERT INTO studio_batch (id, subject_id, recipe, key_index, body_index, created_at, key_id,
                images_per_day, credits_per_month)
            VALUES (\(batch.id), \(subject), \(batch.recipe.bytes), \(claim?.key), \(claim?.body),
                \(batch.createdAt), \(batch.budget?.key), \(batch.budget?.imagesPerDay),
                \(batch.budget?.creditsPerMonth))
            """
        )
        for row in rows {
            try tx.run(
                """
                INSERT INTO studio_batch_row (id, batch_id, subject_id, position, content, status)
                VALUES (\(row.id), \(batch.id), \(subject), \(row.position), \(row.content.bytes), 'waiting')
                """
            )
        }
    }

    /// The batch that an earlier request of this key made, and the hash of what that one asked for.
    func earlier(_ key: Data, since moment: Timestamp) throws -> (id: BatchID, body: Data)? {
        try tx.first(
            """
            SELECT id, body_index FROM studio_batch
            WHERE subject_id = \(subject) AND key_index = \(key) AND created_at > \(moment)
            ORDER BY id DESC LIMIT 1
            """
        ) { try ($0.get("id"), $0.get("body_index")) }
    }

    /// Whether the batch that an earlier request of this key made was deleted.
    func isSpent(_ key: Data, at moment: Timestamp) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM studio_batch_claim
            WHERE subject_id = \(subject) AND key_index = \(key) AND expires_at > \(moment)
            """
        ) { _ in true } ?? false
    }

    func batch(_ id: BatchID) throws -> StoredBatch? {
        try tx.first(
            "\(StoredBatch.question) WHERE id = \(id) AND subject_id = \(subject)",
            StoredBatch.init(_:)
        )
    }

    /// Newest first.
    func batches(before earlier: BatchID?, limit: Int) throws -> [StoredBatch] {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        return try tx.all(
            "\(StoredBatch.question) WHERE subject_id = \(subject) \(start) ORDER BY id DESC LIMIT \(limit)",
            StoredBatch.init(_:)
        )
    }

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

    /// The key that a batch was ordered with.
    func key(of id: BatchID) throws -> APIKeyID? {
        let found = try tx.first(
            "SELECT key_id FROM studio_batch WHERE id = \(id) AND subject_id = \(subject)"
        ) { row -> APIKeyID? in try row.get("key_id") }
        return found ?? nil
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
    @discardableResult
    func cancelWaiting(of id: BatchID) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_batch_row SET status = 'canceled'
            WHERE batch_id = \(id) AND subject_id = \(subject) AND status = 'waiting'
            """
        ) > 0
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

    /// - Returns: whether any row waited.
    func refuseWaiting(of id: BatchID, _ code: Problem.Code) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_batch_row SET status = 'refused', failure = \(code.rawValue)
            WHERE batch_id = \(id) AND subject_id = \(subject) AND status = 'waiting'
            """
        ) > 0
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

    /// Its idempotency key stays until it is over: a late retry must not order everything again.
    /// - Returns: whether it was there.
    func delete(_ id: BatchID) throws -> Bool {
        try tx.run(
            """
            INSERT INTO studio_batch_claim (subject_id, key_index, expires_at)
            SELECT subject_id, key_index, created_at + \(IdempotencyKey.lifetime.wholeMilliseconds) FROM studio_batch
            WHERE id = \(id) AND subject_id = \(subject) AND key_index IS NOT NULL
            ON CONFLICT (subject_id, key_index) DO UPDATE SET expires_at = excluded.expires_at
            """
        )
        try tx.run("DELETE FROM studio_batch_row WHERE batch_id = \(id) AND subject_id = \(subject)")
        return try tx.run("DELETE FROM studio_batch WHERE id = \(id) AND subject_id = \(subject)") == 1
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

    /// Gives a batch to its new owner, all sealed anew; by its request's name nobody finds it any more.
    /// - Returns: whether it was the giver's still.
    func hand(_ batch: MovedBatch, to taker: SubjectID) throws -> Bool {
        let isThere =
            try tx.run(
                """
                UPDATE studio_batch SET subject_id = \(taker), recipe = \(batch.recipe.bytes), key_index = NULL,
                    body_index = NULL
                WHERE id = \(batch.id) AND subject_id = \(subject)
                """
            ) == 1
        guard isThere else { return false }
        for row in batch.rows {
            try tx.run(
                """
                UPDATE studio_batch_row SET subject_id = \(taker), content = \(row.content.bytes),
                    details = \(row.details?.bytes)
                WHERE id = \(row.id) AND subject_id = \(subject)
                """
            )
        }
        return true
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

/// A client's name for one attempt to order a batch, and what it asked for, both hashed.
struct BatchClaim: Sendable {
    let key: Data
    let body: Data
}

/// A batch in its new owner's hands, ready to be stored.
struct MovedBatch: Sendable {
    struct Row: Sendable {
        let id: RowID
        let content: Sealed
        let details: Sealed?
    }

    let id: BatchID
    let recipe: Sealed
    let rows: [Row]
}

extension StoredBatch {
    fileprivate static let question: SQL = """
        SELECT id, recipe, created_at, key_id, images_per_day, credits_per_month FROM studio_batch
        """

    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        recipe = Sealed(try row.get("recipe"), at: .recipe(of: id))
        createdAt = try row.get("created_at")
        budget = try (row.get("key_id") as APIKeyID?).map { key in
            try KeyBudget(
                key,
                imagesPerDay: row.get("images_per_day"),
                creditsPerMonth: row.get("credits_per_month")
            )
        }
    }
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
