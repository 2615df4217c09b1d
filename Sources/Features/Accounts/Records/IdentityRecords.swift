import FoundationEssentials
import Kernel
package import Store

/// The SQL of `accounts_identity`: whom providers know as whom of ours.
struct IdentityRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// - Returns: whether the identity was free, and the account without one of this provider.
    func insert(
        _ identity: NewIdentity,
        of subject: SubjectID,
        now: Timestamp
    ) throws -> Bool {
        try tx.run(
            """
            INSERT INTO accounts_identity (id, subject_id, identity_index, provider, made_at, used_at)
            VALUES (\(identity.id), \(subject), \(identity.index), \(identity.provider), \(now), \(now))
            ON CONFLICT DO NOTHING
            """
        ) == 1
    }

    func subject(index: Data) throws -> SubjectID? {
        try tx.first("SELECT subject_id FROM accounts_identity WHERE identity_index = \(index)") {
            try $0.get("subject_id")
        }
    }

    func noteUse(index: Data, now: Timestamp) throws {
        try tx.run("UPDATE accounts_identity SET used_at = \(now) WHERE identity_index = \(index)")
    }

    func all(of subject: SubjectID) throws -> [Connection] {
        try tx.all(
            """
            SELECT provider, made_at, used_at FROM accounts_identity WHERE subject_id = \(subject)
            ORDER BY made_at, id
            """
        ) {
            try Connection(provider: $0.get("provider"), madeAt: $0.get("made_at"), usedAt: $0.get("used_at"))
        }
    }

    /// - Returns: whether the subject had it.
    func delete(_ provider: OpenIDProvider.ID, of subject: SubjectID) throws -> Bool {
        try tx.run(
            "DELETE FROM accounts_identity WHERE subject_id = \(subject) AND provider = \(provider)"
        ) == 1
    }
}

/// An identity about to be connected.
struct NewIdentity: Sendable {
    let id: RowID
    let index: Data
    let provider: OpenIDProvider.ID
}

extension OpenIDProvider.ID: SQLConvertible {
    package var sqlValue: SQLValue { .text(text) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}
