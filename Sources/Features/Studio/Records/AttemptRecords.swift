import FoundationEssentials
import Kernel
import Store

/// The SQL of `studio_attempt`: by which request a job was ordered, and whether its answer arrived.
struct AttemptRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// The job of the newest request with this fingerprint that the new one may join.
    func earlier(
        _ fingerprint: Data,
        of subject: SubjectID,
        _ joining: OrderAttempt.Joining,
        now: Timestamp
    ) throws -> JobID? {
        let condition: SQL =
            switch joining {
            case .newest: "1 = 1"
            case .orphan: "is_cut = 1"
            }
        return try tx.first(
            """
            SELECT job_id FROM studio_attempt
            WHERE subject_id = \(subject) AND fingerprint = \(fingerprint) AND expires_at > \(now) AND \(condition)
            ORDER BY job_id DESC LIMIT 1
            """
        ) { try $0.get("job_id") }
    }

    func insert(
        _ fingerprint: Data,
        job: JobID,
        of subject: SubjectID,
        until: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO studio_attempt (job_id, subject_id, fingerprint, expires_at)
            VALUES (\(job), \(subject), \(fingerprint), \(until))
            """
        )
    }

    /// Notes what became of an answer; one that arrived once has arrived.
    func note(isCut: Bool, of job: JobID) throws {
        try tx.run(
            "UPDATE studio_attempt SET is_cut = \(isCut) WHERE job_id = \(job) AND (is_cut IS NULL OR is_cut = 1)"
        )
    }

    /// Answers that a process took with it when it ended.
    func cutUnfinished() throws {
        try tx.run("UPDATE studio_attempt SET is_cut = 1 WHERE is_cut IS NULL")
    }
}
