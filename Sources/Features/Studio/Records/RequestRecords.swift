import FoundationEssentials
import Kernel
import Store

/// The SQL of `studio_request`, the memory of idempotency keys, and of `studio_word`, the index of prompts.
struct RequestRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// The job that an earlier request of this key made, and the hash of what that request asked for.
    func earlier(
        _ key: Data,
        of subject: SubjectID,
        now: Timestamp
    ) throws -> (job: JobID, body: Data)? {
        try tx.first(
            """
            SELECT job_id, body_index FROM studio_request
            WHERE subject_id = \(subject) AND key_index = \(key) AND expires_at > \(now)
            """
        ) { try ($0.get("job_id"), $0.get("body_index")) }
    }

    func insert(
        _ key: Data,
        body: Data,
        job: JobID,
        of subject: SubjectID,
        until: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO studio_request (subject_id, key_index, body_index, job_id, expires_at)
            VALUES (\(subject), \(key), \(body), \(job), \(until))
            ON CONFLICT (subject_id, key_index) DO UPDATE
            SET body_index = excluded.body_index, job_id = excluded.job_id, expires_at = excluded.expires_at
            """
        )
    }

    /// Takes away by which words and request keys a job is found: they are keyed by its owner.
    func forget(_ job: JobID) throws {
        try tx.run("DELETE FROM studio_word WHERE job_id = \(job)")
        try tx.run("DELETE FROM studio_request WHERE job_id = \(job)")
        try tx.run("DELETE FROM studio_attempt WHERE job_id = \(job)")
    }

    func insertWords(
        _ words: Set<Data>,
        of job: JobID,
        subject: SubjectID
    ) throws {
        for word in words {
            try tx.run(
                """
                INSERT INTO studio_word (subject_id, word, job_id) VALUES (\(subject), \(word), \(job))
                ON CONFLICT (subject_id, word, job_id) DO NOTHING
                """
            )
        }
    }
}
