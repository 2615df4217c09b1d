import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `accounts_key`.
struct KeyRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Makes keys that one person makes at once take turns; SQLite's single writer does so already.
    func lock(_ subject: SubjectID) throws {
        try tx.serialise(on: "accounts_key:\(subject.text)")
    }

    func insert(_ row: KeyRow, index: Data) throws {
        let (key, limits) = (row.key, row.key.limits)
        try tx.run(
            """
            INSERT INTO accounts_key (id, subject_id, kind, secret_index, hint, name, scopes, origins,
                requests_per_minute, images_per_day, credits_per_month, made_at, expires_at)
            VALUES (\(key.id), \(key.subject), \(key.kind), \(index), \(row.hint), \(row.name.bytes),
                \(key.scopes.text), \(key.origins.joined(separator: " ")), \(limits.requestsPerMinute),
                \(limits.imagesPerDay), \(limits.creditsPerMonth), \(row.madeAt), \(key.expiresAt))
            """
        )
    }

    /// The key whose secret this is, or was until lately; ended ones too.
    func key(index: Data, now: Timestamp) throws -> KeyRow? {
        try tx.first(
            """
            SELECT \(KeyRow.columns) FROM accounts_key k JOIN accounts_account a ON a.subject_id = k.subject_id
            WHERE k.secret_index = \(index) OR (k.old_index = \(index) AND k.old_until > \(now))
            """,
            KeyRow.init(row:)
        )
    }

    func key(_ id: APIKeyID, of subject: SubjectID) throws -> KeyRow? {
        try tx.first(
            """
            SELECT \(KeyRow.columns) FROM accounts_key k JOIN accounts_account a ON a.subject_id = k.subject_id
            WHERE k.id = \(id) AND k.subject_id = \(subject)
            """,
            KeyRow.init(row:)
        )
    }

    /// The newest first.
    func keys(of subject: SubjectID) throws -> [KeyRow] {
        try tx.all(
            """
            SELECT \(KeyRow.columns) FROM accounts_key k JOIN accounts_account a ON a.subject_id = k.subject_id
            WHERE k.subject_id = \(subject) ORDER BY k.id DESC LIMIT \(KeyRow.mostListed)
            """,
            KeyRow.init(row:)
        )
    }

    func liveCount(of subject: SubjectID, now: Timestamp) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM accounts_key
            WHERE subject_id = \(subject) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > \(now))
            """
        ) { try $0.get("number") } ?? 0
    }

    func noteUse(of id: APIKeyID, now: Timestamp) throws {
        try tx.run("UPDATE accounts_key SET used_at = \(now) WHERE id = \(id)")
    }

    /// Gives a key a new secret; the one before works until `overlap`.
    /// - Returns: whether the key was not revoked meanwhile.
    func rotate(
        _ id: APIKeyID,
        to index: Data,
        hint: String,
        oldUntil overlap: Timestamp
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE accounts_key SET old_index = secret_index, old_until = \(overlap), secret_index = \(index),
                hint = \(hint)
            WHERE id = \(id) AND revoked_at IS NULL
            """
        ) == 1
    }

    func change(_ key: APIKey, named name: Sealed) throws {
        let limits = key.limits
        try tx.run(
            """
            UPDATE accounts_key SET name = \(name.bytes), scopes = \(key.scopes.text),
                origins = \(key.origins.joined(separator: " ")), requests_per_minute = \(limits.requestsPerMinute),
                images_per_day = \(limits.imagesPerDay), credits_per_month = \(limits.creditsPerMonth),
                expires_at = \(key.expiresAt)
            WHERE id = \(key.id)
            """
        )
    }

    /// Forgets ended keys beyond the newest ones that are listed.
    func forgetEnded(of subject: SubjectID, now: Timestamp) throws {
        try tx.run(
            """
            DELETE FROM accounts_key
            WHERE subject_id = \(subject) AND (revoked_at IS NOT NULL OR expires_at <= \(now)) AND id NOT IN (
                SELECT id FROM accounts_key WHERE subject_id = \(subject) ORDER BY id DESC LIMIT \(KeyRow.mostListed)
            )
            """
        )
    }

    /// - Returns: whether the subject had it, and it worked until now.
    func revoke(_ id: APIKeyID, of subject: SubjectID, now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE accounts_key SET revoked_at = \(now), old_index = NULL, old_until = NULL
            WHERE id = \(id) AND subject_id = \(subject) AND revoked_at IS NULL
            """
        ) == 1
    }
}

/// A key as it lies in the database.
struct KeyRow: Sendable {
    static let mostListed = 200

    let key: APIKey
    let name: Sealed
    var hint: String
    let madeAt: Timestamp
    var usedAt: Timestamp?
    var revokedAt: Timestamp?
    var oldUntil: Timestamp?

    func isLive(at now: Timestamp) -> Bool {
        revokedAt == nil && key.expiresAt.map { $0 > now } ?? true
    }

    /// Whether it is the same key still, however often it was used or renewed meanwhile.
    func isSame(as other: KeyRow) -> Bool {
        (key, name, revokedAt) == (other.key, other.name, other.revokedAt)
    }
}

extension KeyRow {
    fileprivate static let columns: SQL = """
        k.id, k.subject_id, k.kind, k.hint, k.name, k.scopes, k.origins, k.requests_per_minute, k.images_per_day,
        k.credits_per_month, k.made_at, k.expires_at, k.used_at, k.revoked_at, k.old_until, a.language
        """

    fileprivate init(row: Row) throws {
        let id: APIKeyID = try row.get("id")
        let (scopes, origins): (String, String) = (try row.get("scopes"), try row.get("origins"))
        let limits = try KeyLimits(
            requestsPerMinute: row.get("requests_per_minute"),
            imagesPerDay: row.get("images_per_day"),
            creditsPerMonth: row.get("credits_per_month")
        )
        try self.init(
            key: APIKey(
                id: id,
                subject: row.get("subject_id"),
                kind: row.get("kind"),
                scopes: Set(stored: scopes),
                origins: origins.split(separator: " ").map(String.init),
                limits: limits,
                language: row.get("language"),
                expiresAt: row.get("expires_at")
            ),
            name: Sealed(row.get("name"), at: .keyName(id)),
            hint: row.get("hint"),
            madeAt: row.get("made_at"),
            usedAt: row.get("used_at"),
            revokedAt: row.get("revoked_at"),
            oldUntil: row.get("old_until")
        )
    }
}

extension KeySecret.Kind: SQLConvertible {}

extension SealedPlace {
    static func keyName(_ id: APIKeyID) -> SealedPlace { SealedPlace("accounts_key", "name", row: id) }
}
