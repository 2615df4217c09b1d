import Kernel
import Store

/// The SQL of `privacy_signal`.
struct SignalRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Notes a signal; the first one stays.
    func insert(_ signal: SignalRecord, of subject: SubjectID) throws {
        let lines = try tx.run(
            """
            INSERT INTO privacy_signal (subject_id, source, at) VALUES (\(subject), \(signal.source), \(signal.at))
            ON CONFLICT (subject_id) DO NOTHING
            """
        )
        if lines == 1 { try VersionRecords(tx).raise() }
    }

    func signal(of subject: SubjectID) throws -> SignalRecord? {
        try tx.first("SELECT source, at FROM privacy_signal WHERE subject_id = \(subject)") { row in
            SignalRecord(source: try row.get("source"), at: try row.get("at"))
        }
    }
}
