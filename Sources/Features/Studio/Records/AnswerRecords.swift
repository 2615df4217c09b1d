import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `studio_answer`: what requests with an idempotency key were answered.
struct AnswerRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// The answer to an earlier request of this key, and the hash of what that one asked for.
    func earlier(
        _ key: Data,
        of subject: SubjectID,
        now: Timestamp
    ) throws -> (answer: Sealed, body: Data)? {
        try tx.first(
            """
            SELECT id, answer, body_index FROM studio_answer
            WHERE subject_id = \(subject) AND key_index = \(key) AND expires_at > \(now)
            """
        ) { row in
            let id: RowID = try row.get("id")
            return (Sealed(try row.get("answer"), at: .answer(of: id)), try row.get("body_index"))
        }
    }

    /// Takes the place of one that is over.
    func insert(
        _ id: RowID,
        _ answer: Sealed,
        key: Data,
        body: Data,
        of subject: SubjectID,
        at now: Timestamp
    ) throws {
        try tx.run("DELETE FROM studio_answer WHERE subject_id = \(subject) AND key_index = \(key)")
        try tx.run(
            """
            INSERT INTO studio_answer (id, subject_id, key_index, body_index, answer, created_at, expires_at)
            VALUES (\(id), \(subject), \(key), \(body), \(answer.bytes), \(now), \(now + IdempotencyKey.lifetime))
            """
        )
    }
}
