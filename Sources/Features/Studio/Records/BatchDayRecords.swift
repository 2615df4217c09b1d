import Kernel
import Store

/// The SQL of `studio_batch_day`, of one person: how many batches were ordered on a day, which its end names.
struct BatchDayRecords {
    private let tx: Transaction
    private let subject: SubjectID

    init(_ tx: Transaction, of subject: SubjectID) {
        self.tx = tx
        self.subject = subject
    }

    func batches(until end: Timestamp) throws -> Int {
        try tx.first(
            "SELECT batches FROM studio_batch_day WHERE subject_id = \(subject) AND expires_at = \(end)"
        ) { try $0.get("batches") } ?? 0
    }

    func countOne(until end: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO studio_batch_day (subject_id, expires_at, batches) VALUES (\(subject), \(end), 1)
            ON CONFLICT (subject_id, expires_at) DO UPDATE SET batches = studio_batch_day.batches + 1
            """
        )
    }

    /// Adds the person's days to those of whoever gets their batches.
    func hand(to taker: SubjectID) throws {
        try tx.run(
            """
            INSERT INTO studio_batch_day (subject_id, expires_at, batches)
            SELECT \(taker), expires_at, batches FROM studio_batch_day WHERE subject_id = \(subject)
            ON CONFLICT (subject_id, expires_at)
                DO UPDATE SET batches = studio_batch_day.batches + excluded.batches
            """
        )
        try tx.run("DELETE FROM studio_batch_day WHERE subject_id = \(subject)")
    }
}
