import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `studio_job`.
struct JobRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ job: JobRow) throws {
        try tx.run(
            """
            INSERT INTO studio_job (id, subject_id, status, task, model, style, prompt, width, height, count, seed,
                price, parent_id, notes, settings, revision, created_at)
            VALUES (\(job.id), \(job.subject), \(job.status), \(job.task), \(job.model), \(job.style),
                \(job.prompt.bytes), \(job.size.width), \(job.size.height), \(job.count), \(job.seed),
                \(job.price), \(job.parent), \(job.notes?.bytes), \(job.settings?.bytes),
                \(job.revision), \(job.createdAt))
            """
        )
    }

    /// A job that has ended already, elsewhere.
    func insertEnded(_ job: JobRow) throws {
        try insert(job)
        try tx.run(
            """
            UPDATE studio_job SET failure = \(job.failure), finished_at = \(job.finishedAt)
            WHERE id = \(job.id)
            """
        )
    }

    /// The job, whoever owns it: for work that the server does by itself.
    func job(_ id: JobID) throws -> JobRow? {
        try tx.first("SELECT \(JobRow.columns) FROM studio_job WHERE id = \(id)", JobRow.init(row:))
    }

    /// The job if it is the subject's.
    func job(_ id: JobID, of subject: SubjectID) throws -> JobRow? {
        try tx.first(
            "SELECT \(JobRow.columns) FROM studio_job WHERE id = \(id) AND subject_id = \(subject)",
            JobRow.init(row:)
        )
    }

    /// The sealed prompts of those of these jobs that are the subject's.
    func prompts(of jobs: [JobID], of subject: SubjectID) throws -> [(JobID, Sealed)] {
        try tx.all(
            """
            SELECT id, prompt FROM studio_job WHERE id IN (\(list: jobs)) AND subject_id = \(subject)
            """
        ) {
            let id: JobID = try $0.get("id")
            return (id, Sealed(try $0.get("prompt"), at: .prompt(of: id)))
        }
    }

    func count(of subject: SubjectID) throws -> Int {
        try tx.first("SELECT count(*) AS number FROM studio_job WHERE subject_id = \(subject)") {
            try $0.get("number")
        } ?? 0
    }

    func openJobs(of subject: SubjectID) throws -> Int {
        try tx.first(
            "SELECT count(*) AS open FROM studio_job WHERE subject_id = \(subject) AND finished_at IS NULL"
        ) { try $0.get("open") } ?? 0
    }

    /// The first of the subject's jobs that have ended.
    func oldestEndedJob(of subject: SubjectID) throws -> JobRow? {
        try tx.first(
            """
            SELECT \(JobRow.columns) FROM studio_job WHERE subject_id = \(subject) AND finished_at IS NOT NULL
            ORDER BY id LIMIT 1
            """,
            JobRow.init(row:)
        )
    }

    func hasJobs(_ subject: SubjectID) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM studio_job WHERE subject_id = \(subject) LIMIT 1") { _ in true }
            ?? false
    }

    /// Gives a job that has ended to its new owner.
    /// - Returns: whether it was the giver's still.
    func hand(_ job: MovedJob, from giver: SubjectID) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_job SET subject_id = \(job.owner), prompt = \(job.prompt.bytes),
                notes = \(job.notes?.bytes), settings = \(job.settings?.bytes), revision = revision + 1
            WHERE id = \(job.id) AND subject_id = \(giver) AND finished_at IS NOT NULL
            """
        ) == 1
    }

    func start(_ id: JobID) throws {
        try tx.run(
            """
            UPDATE studio_job SET status = 'running', revision = revision + 1
            WHERE id = \(id) AND status = 'queued'
            """
        )
    }

    /// Counts a change that followers must see.
    /// - Returns: the new revision, or nil when the job is gone.
    func revise(_ id: JobID, of subject: SubjectID) throws -> Int? {
        try tx.first(
            """
            UPDATE studio_job SET revision = revision + 1 WHERE id = \(id) AND subject_id = \(subject)
            RETURNING revision
            """
        ) { try $0.get("revision") }
    }

    /// Keeps what the engine had to say, at once: a later try may have nothing left to make, and nothing to say.
    func keep(_ notes: Sealed?, of id: JobID) throws {
        guard let notes else { return }
        try tx.run("UPDATE studio_job SET notes = \(notes.bytes) WHERE id = \(id) AND notes IS NULL")
    }

    /// Ends a job that has not ended; its price becomes that of the pictures it has.
    func finish(_ id: JobID, _ end: JobEnd, at moment: Timestamp) throws {
        try tx.run(
            """
            UPDATE studio_job SET status = \(end.status), failure = \(end.failure?.rawValue),
                notes = coalesce(\(end.notes?.bytes), notes),
                price = price / count * (SELECT count(*) FROM studio_image WHERE job_id = \(id)),
                finished_at = \(moment), revision = revision + 1
            WHERE id = \(id) AND finished_at IS NULL
            """
        )
    }
}

/// How a job ended.
struct JobEnd: Sendable {
    let status: Job.Status
    let failure: Problem.Code?
    let notes: Sealed?
}

extension JobRow {
    fileprivate static let columns: SQL = """
        id, subject_id, status, task, model, style, prompt, width, height, count, seed, price, parent_id, notes,
        settings, failure, revision, created_at, finished_at
        """

    fileprivate init(row: Row) throws {
        let id: JobID = try row.get("id")
        let notes: Data? = try row.get("notes")
        let settings: Data? = try row.get("settings")
        try self.init(
            id: id,
            subject: row.get("subject_id"),
            status: row.get("status"),
            task: row.get("task"),
            model: row.get("model"),
            style: row.get("style"),
            prompt: Sealed(row.get("prompt"), at: .prompt(of: id)),
            size: PixelSize(width: row.get("width"), height: row.get("height")),
            count: row.get("count"),
            seed: row.get("seed"),
            price: row.get("price"),
            parent: row.get("parent_id"),
            notes: notes.map { Sealed($0, at: .notes(of: id)) },
            settings: settings.map { Sealed($0, at: .settings(of: id)) },
            failure: row.get("failure"),
            revision: row.get("revision"),
            createdAt: row.get("created_at"),
            finishedAt: row.get("finished_at")
        )
    }
}
