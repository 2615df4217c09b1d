import Kernel
import Store

/// The SQL of `privacy_freeze`.
struct FreezeRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// - Returns: whether it was not there.
    func insert(_ subject: SubjectID, at now: Timestamp) throws -> Bool {
        let lines = try tx.run(
            """
            INSERT INTO privacy_freeze (subject_id, frozen_at) VALUES (\(subject), \(now))
            ON CONFLICT (subject_id) DO NOTHING
            """
        )
        try VersionRecords(tx).raise()
        return lines == 1
    }

    /// - Returns: whether it was there.
    func delete(_ subject: SubjectID) throws -> Bool {
        let lines = try tx.run("DELETE FROM privacy_freeze WHERE subject_id = \(subject)")
        try VersionRecords(tx).raise()
        return lines == 1
    }

    func since(_ subject: SubjectID) throws -> Timestamp? {
        try tx.first("SELECT frozen_at FROM privacy_freeze WHERE subject_id = \(subject)") {
            try $0.get("frozen_at")
        }
    }

    func count() throws -> Int {
        try tx.first("SELECT count(*) AS number FROM privacy_freeze") { try $0.get("number") } ?? 0
    }
}
