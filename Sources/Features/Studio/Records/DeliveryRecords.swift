import Engines
import Kernel
import Store

/// The SQL of `studio_delivery`: which calls may have left a file that waits for its picture.
struct DeliveryRecords {
    /// Looked up at once.
    private static let step = 1_000

    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ call: EngineCall, until end: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO studio_delivery (call_id, subject_id, job_id, expires_at)
            VALUES (\(call.id), \(call.picture.subject), \(call.picture.job), \(end))
            """
        )
    }

    func calls(of job: JobID) throws -> [EngineCallID] {
        try tx.all("SELECT call_id FROM studio_delivery WHERE job_id = \(job)") { try $0.get("call_id") }
    }

    func calls(of job: JobID, at position: Int) throws -> [EngineCallID] {
        try tx.all(
            """
            SELECT call_id FROM studio_delivery WHERE job_id = \(job) AND call_id IN (
                SELECT id FROM studio_call WHERE job_id = \(job) AND position = \(position)
            )
            """
        ) { try $0.get("call_id") }
    }

    func calls(of subject: SubjectID) throws -> [EngineCallID] {
        try tx.all("SELECT call_id FROM studio_delivery WHERE subject_id = \(subject)") {
            try $0.get("call_id")
        }
    }

    /// Those of jobs that have ended or are gone, some at a time.
    func idle() throws -> [EngineCallID] {
        try tx.all(
            """
            SELECT call_id FROM studio_delivery WHERE NOT EXISTS (
                SELECT 1 FROM studio_job WHERE id = studio_delivery.job_id AND finished_at IS NULL
            ) LIMIT \(Self.step)
            """
        ) { try $0.get("call_id") }
    }

    func existing(among ids: [EngineCallID]) throws -> Set<EngineCallID> {
        Set(
            try tx.all("SELECT call_id FROM studio_delivery WHERE call_id IN (\(list: ids))") {
                try $0.get("call_id")
            }
        )
    }

    func delete(_ ids: [EngineCallID]) throws {
        try tx.run("DELETE FROM studio_delivery WHERE call_id IN (\(list: ids))")
    }
}
