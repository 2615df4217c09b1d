import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `accounts_one_time_secret`: what authenticator apps share with us, one in force and one that is being set up.
struct OneTimeRecords {
    /// How long a secret that was shown waits for its first code.
    static let patience: Duration = .hours(1)

    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Keeps a secret until its first code comes, in place of an earlier one that waits.
    func propose(
        _ secret: Sealed,
        id: RowID,
        of subject: SubjectID,
        now: Timestamp
    ) throws {
        try tx.run(
            "DELETE FROM accounts_one_time_secret WHERE subject_id = \(subject) AND last_step IS NULL"
        )
        try tx.run(
            """
            INSERT INTO accounts_one_time_secret (id, subject_id, secret, made_at, expires_at)
            VALUES (\(id), \(subject), \(secret.bytes), \(now), \(now + Self.patience))
            """
        )
    }

    /// What waits for its first code.
    func proposed(of subject: SubjectID, now: Timestamp) throws -> OneTimeRow? {
        try tx.first(
            """
            SELECT id, secret, last_step FROM accounts_one_time_secret
            WHERE subject_id = \(subject) AND last_step IS NULL AND expires_at > \(now)
            """,
            OneTimeRow.init(row:)
        )
    }

    func inForce(of subject: SubjectID) throws -> OneTimeRow? {
        try tx.first(
            """
            SELECT id, secret, last_step FROM accounts_one_time_secret
            WHERE subject_id = \(subject) AND last_step IS NOT NULL
            """,
            OneTimeRow.init(row:)
        )
    }

    /// Puts a proposed secret in force, instead of any other.
    /// - Returns: whether it still waited.
    func confirm(_ id: RowID, of subject: SubjectID, step: Int64) throws -> Bool {
        let isFirst = try tx.run(
            """
            UPDATE accounts_one_time_secret SET last_step = \(step), expires_at = NULL
            WHERE id = \(id) AND subject_id = \(subject) AND last_step IS NULL
            """
        )
        guard isFirst == 1 else { return false }
        try tx.run("DELETE FROM accounts_one_time_secret WHERE subject_id = \(subject) AND id <> \(id)")
        return true
    }

    /// Notes that a code was taken: of several that bring one at once, one succeeds.
    func take(_ step: Int64, of id: RowID) throws -> Bool {
        try tx.run(
            "UPDATE accounts_one_time_secret SET last_step = \(step) WHERE id = \(id) AND last_step < \(step)"
        ) == 1
    }

    /// - Returns: whether one was in force.
    func deleteAll(of subject: SubjectID) throws -> Bool {
        let wasOn = try inForce(of: subject) != nil
        try tx.run("DELETE FROM accounts_one_time_secret WHERE subject_id = \(subject)")
        return wasOn
    }
}

/// A secret as it lies in the database.
struct OneTimeRow: Sendable {
    let id: RowID
    let secret: Sealed
    /// The period of the last code that was taken; nil before the first.
    let lastStep: Int64?

    fileprivate init(row: Row) throws {
        id = try row.get("id")
        secret = Sealed(try row.get("secret"), at: .oneTimeSecret(id))
        lastStep = try row.get("last_step")
    }
}

extension SealedPlace {
    static func oneTimeSecret(_ id: RowID) -> SealedPlace {
        SealedPlace("accounts_one_time_secret", "secret", row: id)
    }
}
