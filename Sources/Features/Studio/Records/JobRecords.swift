import Engines
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
                price, parent_id, notes, settings, revision, created_at, key_id)
            VALUES (\(job.id), \(job.subject), \(job.status), \(job.task), \(job.model), \(job.style),
                \(job.prompt.bytes), \(job.size.width), \(job.size.height), \(job.count), \(job.seed),
                \(job.price), \(job.parent), \(job.notes?.bytes), \(job.settings?.bytes),
                \(job.revision), \(job.createdAt), \(job.key))
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

    /// The subject's jobs, newest first: those of a filter before `earlier`, down to `floor`.
    func page(
        of subject: SubjectID,
        passing filter: JobFilter,
        before earlier: JobID?,
        from floor: JobID?,
        limit: Int
    ) throws -> [JobRow] {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        let end: SQL = floor.map { "AND id >= \($0)" } ?? ""
        return try tx.all(
            """
            SELECT \(JobRow.columns) FROM studio_job
            WHERE subject_id = \(subject) \(start) \(end) \(passing(filter))
            ORDER BY id DESC LIMIT \(limit)
            """,
            JobRow.init(row:)
        )
    }

    private func passing(_ filter: JobFilter) -> SQL {
        let status: SQL = filter.status.map { "AND status = \($0)" } ?? ""
        let task: SQL = filter.task.map { "AND task = \($0.rawValue)" } ?? "AND task <> 'upload'"
        let model: SQL = filter.model.map { "AND model = \($0)" } ?? ""
        let key: SQL = filter.key.map { "AND key_id = \($0)" } ?? ""
        // The index leads from the first id of the moment.
        let made: SQL =
            filter.madeAfter.map {
                "AND id >= \(JobID(UUIDv7(at: $0, counter: 0, chance: 0))) AND created_at > \($0)"
            } ?? ""
        return "\(status) \(task) \(model) \(key) \(made)"
    }

    /// The id of the subject's job that comes so many after `earlier`, counted from the newest; nil where there are fewer.
    func id(after count: Int, of subject: SubjectID, before earlier: JobID?) throws -> JobID? {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        return try tx.first(
            """
            SELECT id FROM studio_job WHERE subject_id = \(subject) \(start)
            ORDER BY id DESC LIMIT 1 OFFSET \(count)
            """
        ) { try $0.get("id") }
    }

    func newest(of subject: SubjectID) throws -> JobID? {
        try tx.first("SELECT id FROM studio_job WHERE subject_id = \(subject) ORDER BY id DESC LIMIT 1") {
            try $0.get("id")
        }
    }

    /// Jobs that have not ended, and those made after one, oldest first; without the bringing of pictures.
    func open(of subject: SubjectID, orAfter newest: JobID?, limit: Int) throws -> [JobID] {
        let open: [JobID] = try tx.all(
            """
            SELECT id FROM studio_job WHERE subject_id = \(subject) AND finished_at IS NULL
            ORDER BY id LIMIT \(limit)
            """
        ) { try $0.get("id") }
        guard let newest else { return open }
        let later: [JobID] = try tx.all(
            """
            SELECT id FROM studio_job
            WHERE subject_id = \(subject) AND id > \(newest) AND task <> 'upload' ORDER BY id LIMIT \(limit)
            """
        ) { try $0.get("id") }
        return Set(open + later).sorted()
    }

    /// What changes most often about a job.
    func state(of id: JobID, of subject: SubjectID) throws -> (status: Job.Status, revision: Int)? {
        try tx.first(
            "SELECT status, revision FROM studio_job WHERE id = \(id) AND subject_id = \(subject)"
        ) { try ($0.get("status"), $0.get("revision")) }
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
    /// - Returns: whether it had not.
    func finish(_ id: JobID, _ end: JobEnd, at moment: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_job SET status = \(end.status), failure = \(end.failure?.rawValue),
                notes = coalesce(\(end.notes?.bytes), notes),
                price = price / count * (SELECT count(*) FROM studio_image WHERE job_id = \(id)),
                finished_at = \(moment), revision = revision + 1
            WHERE id = \(id) AND finished_at IS NULL
            """
        ) == 1
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
        settings, failure, revision, created_at, finished_at, key_id
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
            finishedAt: row.get("finished_at"),
            key: row.get("key_id")
        )
    }
}
