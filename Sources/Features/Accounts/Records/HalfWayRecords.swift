import FoundationEssentials
import Kernel
import Store

/// The SQL of `accounts_half_way`: who has shown one factor of two.
struct HalfWayRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ id: RowID,
        of subject: SubjectID,
        token: Data,
        now: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO accounts_half_way (id, subject_id, token_index, tries, made_at, expires_at)
            VALUES (\(id), \(subject), \(token), 0, \(now), \(now + HalfWay.lifetime))
            """
        )
    }

    /// Whose token it is; nil when it is over, used, or was tried too often.
    func halfWay(token: Data, now: Timestamp) throws -> HalfWay? {
        try tx.first(
            """
            SELECT h.id, h.subject_id, a.language
            FROM accounts_half_way h JOIN accounts_account a ON a.subject_id = h.subject_id
            WHERE h.token_index = \(token) AND h.expires_at > \(now) AND h.tries < \(HalfWay.tries)
            """
        ) { try HalfWay(id: $0.get("id"), subject: $0.get("subject_id"), language: $0.get("language")) }
    }

    /// Counts a try before it is judged, so that no more can be under way than are allowed.
    /// - Returns: whether there was one left.
    func spendTry(_ id: RowID, now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE accounts_half_way SET tries = tries + 1
            WHERE id = \(id) AND tries < \(HalfWay.tries) AND expires_at > \(now)
            """
        ) == 1
    }

    /// Takes it away: of several that try at once, one succeeds.
    func take(_ id: RowID, now: Timestamp) throws -> Bool {
        try tx.run("DELETE FROM accounts_half_way WHERE id = \(id) AND expires_at > \(now)") == 1
    }

    func deleteAll(of subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_half_way WHERE subject_id = \(subject)")
    }
}
