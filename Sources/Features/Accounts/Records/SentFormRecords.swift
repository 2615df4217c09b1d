import FoundationEssentials
import Kernel
import Store

/// The SQL of `accounts_sent_form`: which forms were acted on already.
struct SentFormRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// - Returns: whether it was not there yet.
    func insert(
        _ form: Data,
        of subject: SubjectID,
        now: Timestamp
    ) throws -> Bool {
        try tx.run(
            """
            INSERT INTO accounts_sent_form (subject_id, form_index, expires_at)
            VALUES (\(subject), \(form), \(now + SentForm.memory))
            ON CONFLICT DO NOTHING
            """
        ) == 1
    }

    func delete(_ form: Data, of subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_sent_form WHERE subject_id = \(subject) AND form_index = \(form)")
    }
}
