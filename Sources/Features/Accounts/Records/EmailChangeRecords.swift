import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `accounts_email_change`: at most one row a person.
struct EmailChangeRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Keeps a change; an earlier one of the same person goes.
    func replace(_ change: SealedEmailChange) throws {
        try delete(of: change.subject)
        try tx.run(
            """
            INSERT INTO accounts_email_change (id, subject_id, email_index, email, is_open, session_id, made_at,
                expires_at)
            VALUES (\(change.id), \(change.subject), \(change.emailIndex), \(change.email.bytes), \(change.isOpen),
                \(change.session), \(change.madeAt), \(change.madeAt + EmailChange.lifetime))
            """
        )
    }

    /// The person's change; nil when there is none or it is over.
    func change(of subject: SubjectID, now: Timestamp) throws -> SealedEmailChange? {
        try tx.first(
            """
            SELECT id, subject_id, email_index, email, is_open, session_id, made_at, old_agreed_at, new_agreed_at
            FROM accounts_email_change WHERE subject_id = \(subject) AND expires_at > \(now)
            """,
            SealedEmailChange.init(row:)
        )
    }

    func agree(
        _ id: RowID,
        at end: EmailChange.End,
        now: Timestamp
    ) throws {
        switch end {
        case .old: try tx.run("UPDATE accounts_email_change SET old_agreed_at = \(now) WHERE id = \(id)")
        case .new: try tx.run("UPDATE accounts_email_change SET new_agreed_at = \(now) WHERE id = \(id)")
        }
    }

    /// - Returns: whether there was one.
    @discardableResult
    func delete(of subject: SubjectID) throws -> Bool {
        let links = LinkRecords(tx)
        for end in EmailChange.End.allCases { try links.deleteAll(of: subject, for: end.use) }
        return try tx.run("DELETE FROM accounts_email_change WHERE subject_id = \(subject)") > 0
    }
}

/// A change of address as it lies in the database.
struct SealedEmailChange: Sendable {
    let id: RowID
    let subject: SubjectID
    let emailIndex: Data
    let email: Sealed
    /// Whether the address was free when it was asked for; else both links lead nowhere.
    let isOpen: Bool
    /// The session that asked.
    let session: SessionID
    let madeAt: Timestamp
    var agreed: Set<EmailChange.End> = []
}

extension SealedEmailChange {
    fileprivate init(row: Row) throws {
        let id: RowID = try row.get("id")
        let (old, new): (Timestamp?, Timestamp?) = try (row.get("old_agreed_at"), row.get("new_agreed_at"))
        try self.init(
            id: id,
            subject: row.get("subject_id"),
            emailIndex: row.get("email_index"),
            email: Sealed(row.get("email"), at: .emailChange(id)),
            isOpen: row.get("is_open"),
            session: row.get("session_id"),
            madeAt: row.get("made_at"),
            agreed: Set((old == nil ? [] : [.old]) + (new == nil ? [] : [.new]))
        )
    }
}

extension SealedPlace {
    static func emailChange(_ id: RowID) -> SealedPlace {
        SealedPlace("accounts_email_change", "email", row: id)
    }
}
