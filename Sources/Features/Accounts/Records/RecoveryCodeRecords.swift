import FoundationEssentials
import Kernel
import Store

/// The SQL of `accounts_recovery_code`: keyed hashes of the codes that are left.
struct RecoveryCodeRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Puts a set in the place of the one before.
    func replace(
        by codes: [Data],
        of subject: SubjectID,
        now: Timestamp
    ) throws {
        try deleteAll(of: subject)
        for code in codes {
            try tx.run(
                """
                INSERT INTO accounts_recovery_code (code_index, subject_id, made_at)
                VALUES (\(code), \(subject), \(now))
                """
            )
        }
    }

    /// Takes a code away: of several that bring it at once, one succeeds.
    func take(_ code: Data, of subject: SubjectID) throws -> Bool {
        try tx.run(
            "DELETE FROM accounts_recovery_code WHERE code_index = \(code) AND subject_id = \(subject)"
        ) == 1
    }

    func count(of subject: SubjectID) throws -> Int {
        try tx.first(
            "SELECT count(*) AS number FROM accounts_recovery_code WHERE subject_id = \(subject)"
        ) { try $0.get("number") } ?? 0
    }

    func deleteAll(of subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_recovery_code WHERE subject_id = \(subject)")
    }
}
