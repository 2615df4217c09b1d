import Kernel
import Store

/// The SQL of `billing_entry`.
struct LedgerRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Makes concurrent holds of one person take turns; SQLite's single writer does so already.
    func lock(_ payer: SubjectID) throws {
        try tx.serialise(on: "billing:\(payer.text)")
    }

    func insert(_ entry: LedgerEntry) throws {
        try tx.run(
            """
            INSERT INTO billing_entry (id, subject_id, kind, job_id, position, credits, images, day, made_at, key_id, model)
            VALUES (\(entry.id), \(entry.payer), \(entry.kind), \(entry.job), \(entry.position ?? -1), \(entry.credits),
                \(entry.images), \(entry.day), \(entry.madeAt), \(entry.key), \(entry.model))
            ON CONFLICT (job_id, kind, position) DO NOTHING
            """
        )
    }

    /// What was set aside for a job.
    func held(for job: JobID) throws -> LedgerEntry? {
        try tx.first(
            "SELECT \(LedgerEntry.columns) FROM billing_entry WHERE job_id = \(job) AND kind = 'hold'",
            LedgerEntry.init(row:)
        )
    }

    func isReleased(_ job: JobID) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM billing_entry WHERE job_id = \(job) AND kind = 'release'") { _ in
            true
        }
            ?? false
    }

    func captured(of job: JobID) throws -> (credits: Credits, images: Int) {
        try tx.first(
            """
            SELECT coalesce(sum(credits), 0) AS credits, coalesce(sum(images), 0) AS images
            FROM billing_entry WHERE job_id = \(job) AND kind = 'capture'
            """
        ) { try ($0.get("credits"), $0.get("images")) } ?? (.zero, 0)
    }

    /// The pictures of a job that were paid for, by their positions.
    func capturedPositions(of job: JobID) throws -> Set<Int> {
        Set(
            try tx.all("SELECT position FROM billing_entry WHERE job_id = \(job) AND kind = 'capture'") {
                try $0.get("position")
            }
        )
    }

    /// A person's lines of a job, or of none, in the order in which they were written.
    func entries(of payer: SubjectID, for job: JobID?) throws -> [LedgerEntry] {
        try tx.all(
            """
            SELECT \(LedgerEntry.columns) FROM billing_entry
            WHERE subject_id = \(payer) AND \(Self.lines(of: job)) ORDER BY id
            """,
            LedgerEntry.init(row:)
        )
    }

    func delete(of payer: SubjectID, for job: JobID?) throws {
        try tx.run("DELETE FROM billing_entry WHERE subject_id = \(payer) AND \(Self.lines(of: job))")
    }

    private static func lines(of job: JobID?) -> SQL {
        job.map { "job_id = \($0)" } ?? "job_id IS NULL"
    }

    func freeCredits(of payer: SubjectID) throws -> Credits {
        try tx.first(
            """
            SELECT coalesce(sum(CASE kind WHEN 'hold' THEN -credits WHEN 'capture' THEN 0 ELSE credits END), 0) AS free
            FROM billing_entry WHERE subject_id = \(payer)
            """
        ) { try $0.get("free") } ?? .zero
    }

    /// What jobs of a key have spent or hold since a day.
    func spent(by key: APIKeyID, since day: Int) throws -> (credits: Credits, images: Int) {
        try tx.first(
            """
            SELECT coalesce(sum(CASE kind WHEN 'hold' THEN credits WHEN 'release' THEN -credits ELSE 0 END), 0) AS credits,
                coalesce(sum(CASE kind WHEN 'hold' THEN images WHEN 'release' THEN -images ELSE 0 END), 0) AS images
            FROM billing_entry WHERE key_id = \(key) AND day >= \(day)
            """
        ) { try ($0.get("credits"), $0.get("images")) } ?? (.zero, 0)
    }

    /// What jobs of a person have spent or hold on a day and since an earlier one, by key and model.
    func usage(of payer: SubjectID, on day: Int, since first: Int) throws -> [UsageLine] {
        let images: SQL = "CASE kind WHEN 'hold' THEN images WHEN 'release' THEN -images ELSE 0 END"
        let credits: SQL = "CASE kind WHEN 'hold' THEN credits WHEN 'release' THEN -credits ELSE 0 END"
        return try tx.all(
            """
            SELECT key_id, model,
                sum(CASE WHEN day = \(day) THEN \(images) ELSE 0 END) AS images_today,
                sum(CASE WHEN day = \(day) THEN \(credits) ELSE 0 END) AS credits_today,
                sum(\(images)) AS images, sum(\(credits)) AS credits
            FROM billing_entry
            WHERE subject_id = \(payer) AND day >= \(first) AND kind IN ('hold', 'release')
            GROUP BY key_id, model ORDER BY key_id, model
            """
        ) {
            try UsageLine(
                key: $0.get("key_id"),
                model: $0.get("model"),
                today: Spending(images: $0.get("images_today"), credits: $0.get("credits_today")),
                month: Spending(images: $0.get("images"), credits: $0.get("credits"))
            )
        }
    }

    func images(of payer: SubjectID, on day: Int) throws -> Int {
        try tx.first(
            """
            SELECT coalesce(sum(CASE kind WHEN 'hold' THEN images WHEN 'release' THEN -images ELSE 0 END), 0) AS used
            FROM billing_entry WHERE subject_id = \(payer) AND day = \(day)
            """
        ) { try $0.get("used") } ?? 0
    }
}

extension LedgerEntry {
    fileprivate static let columns: SQL =
        "id, subject_id, kind, job_id, position, credits, images, day, made_at, key_id, model"

    fileprivate init(row: Row) throws {
        let position: Int = try row.get("position")
        try self.init(
            id: row.get("id"),
            payer: row.get("subject_id"),
            kind: row.get("kind"),
            job: row.get("job_id"),
            position: position < 0 ? nil : position,
            credits: row.get("credits"),
            images: row.get("images"),
            day: row.get("day"),
            madeAt: row.get("made_at"),
            key: row.get("key_id"),
            model: row.get("model")
        )
    }
}
