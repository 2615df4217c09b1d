import Kernel
import Store

/// The SQL of `studio_job.interaction_ended_at`: which jobs the interface that knows interactions does not show.
struct InteractionRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Whether a job of the subject's is there and shown.
    func isOpen(_ job: JobID, of subject: SubjectID) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM studio_job
            WHERE id = \(job) AND subject_id = \(subject) AND interaction_ended_at IS NULL
            """
        ) { _ in true } ?? false
    }

    func end(_ job: JobID, of subject: SubjectID, at moment: Timestamp) throws {
        try tx.run(
            """
            UPDATE studio_job SET interaction_ended_at = \(moment)
            WHERE id = \(job) AND subject_id = \(subject) AND interaction_ended_at IS NULL
            """
        )
    }
}
