import Kernel
import Store

/// The SQL of `accounts_correspondent`: subjects who have neither visit nor account, only a mail on its way to them.
struct CorrespondentRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ subject: SubjectID, until end: Timestamp) throws {
        try tx.run(
            "INSERT INTO accounts_correspondent (subject_id, expires_at) VALUES (\(subject), \(end))"
        )
    }

    func delete(_ subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_correspondent WHERE subject_id = \(subject)")
    }
}

enum Correspondent {
    /// As long as a mail may be on its way, and a sign-up may wait.
    static let lifetime: Duration = .hours(25)
}
