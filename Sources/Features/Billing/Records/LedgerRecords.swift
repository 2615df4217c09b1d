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
            INSERT INTO billing_entry (id, subject_id, kind, job_id, position, credits, images, day, made_at)
            VALUES (\(entry.id), \(entry.payer), \(entry.kind), \(entry.job), \(entry.position ?? -1), \(entry.credits),
                \(entry.images), \(entry.day), \(entry.madeAt))
            ON CONFLICT (job_id, kind, position) DO NOTHING
            """
        )
    }

    func held(for job: JobID) throws -> (payer: SubjectID, credits: Credits, images: Int, day: Int)? {
        try tx.first(
            "SELECT subject_id, credits, images, day FROM billing_entry WHERE job_id = \(job) AND kind = 'hold'"
        ) { try ($0.get("subject_id"), $0.get("credits"), $0.get("images"), $0.get("day")) }
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
            SELECT id, subject_id, kind, job_id, position, credits, images, day, made_at FROM billing_entry
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
            madeAt: row.get("made_at")
        )
    }
}
