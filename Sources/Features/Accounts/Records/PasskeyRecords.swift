import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `accounts_passkey`.
struct PasskeyRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: PasskeyRow, index: Data) throws {
        try tx.run(
            """
            INSERT INTO accounts_passkey (id, subject_id, credential_index, credential, name, sign_count, is_backed_up,
                made_at, used_at)
            VALUES (\(row.id), \(row.subject), \(index), \(row.credential.bytes), \(row.name.bytes),
                \(Int64(row.signCount)), \(row.isBackedUp), \(row.madeAt), \(row.usedAt))
            """
        )
    }

    func passkey(index: Data) throws -> PasskeyRow? {
        try tx.first(
            "SELECT \(PasskeyRow.columns) FROM accounts_passkey WHERE credential_index = \(index)",
            PasskeyRow.init(row:)
        )
    }

    /// The oldest first.
    func passkeys(of subject: SubjectID) throws -> [PasskeyRow] {
        try tx.all(
            """
            SELECT \(PasskeyRow.columns) FROM accounts_passkey WHERE subject_id = \(subject)
            ORDER BY made_at, id LIMIT \(PasskeyRow.most)
            """,
            PasskeyRow.init(row:)
        )
    }

    func count(of subject: SubjectID) throws -> Int {
        try tx.first("SELECT count(*) AS number FROM accounts_passkey WHERE subject_id = \(subject)") {
            try $0.get("number")
        } ?? 0
    }

    /// Notes a signature: of several with one count, the first one counts, unless the device does not count at all.
    func note(
        _ use: PasskeyUse,
        of id: PasskeyID,
        now: Timestamp
    ) throws -> Bool {
        let count = Int64(use.signCount)
        return try tx.run(
            """
            UPDATE accounts_passkey SET sign_count = \(count), is_backed_up = \(use.isBackedUp), used_at = \(now)
            WHERE id = \(id) AND (sign_count < \(count) OR (sign_count = 0 AND \(count) = 0))
            """
        ) == 1
    }

    /// - Returns: whether the subject had it.
    func rename(
        _ id: PasskeyID,
        to name: Sealed,
        of subject: SubjectID
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE accounts_passkey SET name = \(name.bytes) WHERE id = \(id) AND subject_id = \(subject)
            """
        ) == 1
    }

    /// - Returns: whether the subject had it.
    func delete(_ id: PasskeyID, of subject: SubjectID) throws -> Bool {
        try tx.run("DELETE FROM accounts_passkey WHERE id = \(id) AND subject_id = \(subject)") == 1
    }
}

/// A passkey as it lies in the database.
struct PasskeyRow: Sendable {
    /// So many an account may have.
    static let most = 20

    let id: PasskeyID
    let subject: SubjectID
    let credential: Sealed
    let name: Sealed
    let signCount: UInt32
    let isBackedUp: Bool
    let madeAt: Timestamp
    let usedAt: Timestamp?
}

extension PasskeyRow {
    fileprivate static let columns: SQL =
        "id, subject_id, credential, name, sign_count, is_backed_up, made_at, used_at"

    fileprivate init(row: Row) throws {
        let id: PasskeyID = try row.get("id")
        let count: Int64 = try row.get("sign_count")
        try self.init(
            id: id,
            subject: row.get("subject_id"),
            credential: Sealed(row.get("credential"), at: .passkey(id, "credential")),
            name: Sealed(row.get("name"), at: .passkey(id, "name")),
            signCount: UInt32(clamping: count),
            isBackedUp: row.get("is_backed_up"),
            madeAt: row.get("made_at"),
            usedAt: row.get("used_at")
        )
    }
}

extension SealedPlace {
    static func passkey(_ id: PasskeyID, _ column: StaticString) -> SealedPlace {
        SealedPlace("accounts_passkey", column, row: id)
    }
}
