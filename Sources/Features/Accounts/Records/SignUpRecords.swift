import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `accounts_signup`: sign-ups whose address is not confirmed.
struct SignUpRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: SignUpRow, token: Data) throws {
        let account = row.account
        try tx.run(
            """
            INSERT INTO accounts_signup (id, subject_id, token_index, is_open, email_index, email, name, password,
                language, country, age_band, made_at, expires_at, terms_version)
            VALUES (\(row.id), \(account.subject), \(token), \(row.isOpen), \(row.emailIndex),
                \(account.email.bytes), \(account.name?.bytes), \(account.password?.bytes), \(account.language),
                \(account.country.bytes), \(account.band), \(account.madeAt), \(row.expiresAt),
                \(account.terms?.version))
            """
        )
    }

    /// The sign-up that a link opens; nil when it is over, used, or opens none.
    func open(token: Data, now: Timestamp) throws -> SignUpRow? {
        try tx.first(
            """
            SELECT id, subject_id, email_index, email, name, password, language, country, age_band, made_at,
                expires_at, terms_version
            FROM accounts_signup WHERE token_index = \(token) AND is_open = 1 AND expires_at > \(now)
            """,
            SignUpRow.init(row:)
        )
    }

    /// Takes a sign-up away: of several that try at once, one succeeds.
    func take(_ id: RowID) throws -> Bool {
        try tx.run("DELETE FROM accounts_signup WHERE id = \(id) AND is_open = 1") == 1
    }

    /// Takes away what is left of a person's other tries.
    func deleteAll(of subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_signup WHERE subject_id = \(subject)")
    }
}

/// A sign-up as it lies in the database.
struct SignUpRow: Sendable {
    static let lifetime: Duration = .hours(24)

    let id: RowID
    let account: SealedAccount
    let emailIndex: Data
    /// Whether its link opens an account; not for an address that has one.
    let isOpen: Bool
    let expiresAt: Timestamp
}

extension SignUpRow {
    fileprivate init(row: Row) throws {
        let id: RowID = try row.get("id")
        let name: Data? = try row.get("name")
        try self.init(
            id: id,
            account: SealedAccount(
                subject: row.get("subject_id"),
                email: Sealed(row.get("email"), at: .signUp(id, "email")),
                name: name.map { Sealed($0, at: .signUp(id, "name")) },
                password: Sealed(row.get("password"), at: .signUp(id, "password")),
                language: row.get("language"),
                country: Sealed(row.get("country"), at: .signUp(id, "country")),
                band: row.get("age_band"),
                madeAt: row.get("made_at"),
                terms: TermsAgreement(version: row.get("terms_version"), at: row.get("made_at"))
            ),
            emailIndex: row.get("email_index"),
            isOpen: true,
            expiresAt: row.get("expires_at")
        )
    }
}

extension SealedPlace {
    static func signUp(_ id: RowID, _ column: StaticString) -> SealedPlace {
        SealedPlace("accounts_signup", column, row: id)
    }
}
