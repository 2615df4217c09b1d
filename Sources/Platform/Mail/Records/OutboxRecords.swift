import Kernel
import Store
import Vault

/// The SQL of `mail_outbox`.
struct OutboxRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ letter: SealedLetter) throws {
        try tx.run(
            """
            INSERT INTO mail_outbox (id, subject_id, kind, letter, made_at, expires_at)
            VALUES (\(letter.id), \(letter.subject), \(letter.kind), \(letter.letter.bytes), \(letter.madeAt),
                \(letter.expiresAt))
            """
        )
    }

    func letter(_ id: RowID) throws -> SealedLetter? {
        try tx.first(
            "SELECT id, subject_id, kind, letter, made_at, expires_at FROM mail_outbox WHERE id = \(id)",
            SealedLetter.init(row:)
        )
    }

    /// What waits for somebody, oldest first.
    func letters(of subject: SubjectID) throws -> [SealedLetter] {
        try tx.all(
            """
            SELECT id, subject_id, kind, letter, made_at, expires_at FROM mail_outbox
            WHERE subject_id = \(subject) ORDER BY id
            """,
            SealedLetter.init(row:)
        )
    }

    func replace(_ id: RowID, by letter: Sealed) throws {
        try tx.run("UPDATE mail_outbox SET letter = \(letter.bytes) WHERE id = \(id)")
    }

    func delete(_ id: RowID) throws {
        try tx.run("DELETE FROM mail_outbox WHERE id = \(id)")
    }
}

extension MailKind: SQLConvertible {}

extension SealedLetter {
    fileprivate init(row: Row) throws {
        let id: RowID = try row.get("id")
        try self.init(
            id: id,
            subject: row.get("subject_id"),
            kind: row.get("kind"),
            letter: Sealed(row.get("letter"), at: .letter(id)),
            madeAt: row.get("made_at"),
            expiresAt: row.get("expires_at")
        )
    }
}
