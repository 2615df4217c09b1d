import Kernel
import Store

/// The SQL of `studio_input`: which pictures a job works on.
///
/// A picture may be deleted while its row stays: the job cannot be done again then, and its result stays.
struct InputRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ inputs: [JobInput],
        of job: JobID,
        subject: SubjectID
    ) throws {
        for (position, input) in inputs.enumerated() {
            try tx.run(
                """
                INSERT INTO studio_input (job_id, position, subject_id, image_id, role)
                VALUES (\(job), \(position), \(subject), \(input.image), \(input.role))
                """
            )
        }
    }

    func inputs(of job: JobID) throws -> [JobInput] {
        try tx.all("SELECT image_id, role FROM studio_input WHERE job_id = \(job) ORDER BY position") {
            try JobInput(image: $0.get("image_id"), role: $0.get("role"))
        }
    }

    func hand(inputsOf job: JobID, to taker: SubjectID) throws {
        try tx.run("UPDATE studio_input SET subject_id = \(taker) WHERE job_id = \(job)")
    }
}
