import FoundationEssentials
import Kernel
import Store

/// The SQL of `accounts_visitor`.
struct VisitorRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ visitor: Visitor,
        token: Data,
        now: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO accounts_visitor (subject_id, token_index, made_at, used_at, expires_at)
            VALUES (\(visitor.subject), \(token), \(now), \(now), \(visitor.expiresAt))
            """
        )
    }

    func visitor(token: Data) throws -> Visitor? {
        try tx.first("SELECT subject_id, expires_at FROM accounts_visitor WHERE token_index = \(token)") {
            try Visitor(subject: $0.get("subject_id"), expiresAt: $0.get("expires_at"))
        }
    }

    func renew(_ visitor: Visitor, now: Timestamp) throws {
        try tx.run(
            """
            UPDATE accounts_visitor SET used_at = \(now), expires_at = \(visitor.expiresAt)
            WHERE subject_id = \(visitor.subject)
            """
        )
    }

    func band(of subject: SubjectID) throws -> AgeBand? {
        try tx.first("SELECT age_band FROM accounts_visitor WHERE subject_id = \(subject)") {
            try $0.get("age_band") as AgeBand?
        } ?? nil
    }

    func setBand(_ band: AgeBand, of subject: SubjectID) throws {
        try tx.run("UPDATE accounts_visitor SET age_band = \(band) WHERE subject_id = \(subject)")
    }

    func delete(_ subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_visitor WHERE subject_id = \(subject)")
    }

    /// Takes a visitor away: of several that try at once, one succeeds.
    func take(_ subject: SubjectID) throws -> Bool {
        try tx.run("DELETE FROM accounts_visitor WHERE subject_id = \(subject)") == 1
    }
}
