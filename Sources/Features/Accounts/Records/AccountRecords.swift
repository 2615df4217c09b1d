import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `accounts_account`.
struct AccountRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ account: SealedAccount,
        email: Data,
        now: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO accounts_account (subject_id, email_index, email, name, password, language, country, age_band,
                made_at, terms_version, terms_at)
            VALUES (\(account.subject), \(email), \(account.email.bytes), \(account.name?.bytes),
                \(account.password?.bytes), \(account.language), \(account.country.bytes), \(account.band), \(now),
                \(account.terms?.version), \(account.terms?.at))
            """
        )
    }

    func account(of subject: SubjectID) throws -> SealedAccount? {
        try tx.first(
            "SELECT \(SealedAccount.columns) FROM accounts_account WHERE subject_id = \(subject)",
            SealedAccount.init(row:)
        )
    }

    func account(email: Data) throws -> SealedAccount? {
        try tx.first(
            "SELECT \(SealedAccount.columns) FROM accounts_account WHERE email_index = \(email)",
            SealedAccount.init(row:)
        )
    }

    func setPassword(_ password: Sealed, of subject: SubjectID) throws {
        try tx.run(
            """
            UPDATE accounts_account SET password = \(password.bytes), epoch = epoch + 1
            WHERE subject_id = \(subject)
            """
        )
    }

    /// Whether somebody has not switched updates off; true for people without an account.
    func takesUpdates(_ subject: SubjectID) throws -> Bool {
        try tx.first("SELECT update_mails FROM accounts_account WHERE subject_id = \(subject)") {
            try $0.get("update_mails")
        } ?? true
    }

    /// The next people with an account, in the order of their ids.
    func subjects(after last: SubjectID?, limit: Int) throws -> [SubjectID] {
        let start: SQL = last.map { "WHERE subject_id > \($0)" } ?? ""
        return try tx.all(
            "SELECT subject_id FROM accounts_account \(start) ORDER BY subject_id LIMIT \(limit)"
        ) { try $0.get("subject_id") }
    }

    /// Makes concurrent sign-ins and changes of one account take turns; SQLite's single writer does so already.
    func lock(_ subject: SubjectID) throws {
        try tx.serialise(on: "account:\(subject.text)")
    }

    func epoch(of subject: SubjectID) throws -> Int? {
        try tx.first("SELECT epoch FROM accounts_account WHERE subject_id = \(subject)") {
            try $0.get("epoch")
        }
    }

    func setEmail(
        _ email: Sealed,
        index: Data,
        of subject: SubjectID
    ) throws {
        try tx.run(
            """
            UPDATE accounts_account SET email = \(email.bytes), email_index = \(index), epoch = epoch + 1
            WHERE subject_id = \(subject)
            """
        )
    }

    func set(_ preferences: Preferences, of subject: SubjectID) throws {
        try tx.run(
            """
            UPDATE accounts_account SET language = \(preferences.language), theme = \(preferences.theme),
                sign_in_mails = \(preferences.wantsSignInMails), update_mails = \(preferences.wantsUpdates)
            WHERE subject_id = \(subject)
            """
        )
    }

    /// Stores a newer hash of the same password, unless the password was changed meanwhile.
    func renewPassword(
        _ password: Sealed,
        replacing old: Sealed,
        of subject: SubjectID
    ) throws {
        try tx.run(
            """
            UPDATE accounts_account SET password = \(password.bytes)
            WHERE subject_id = \(subject) AND password = \(old.bytes)
            """
        )
    }

    func setProfile(
        name: Sealed?,
        language: Language,
        of subject: SubjectID
    ) throws {
        try tx.run(
            """
            UPDATE accounts_account SET name = \(name?.bytes), language = \(language)
            WHERE subject_id = \(subject)
            """
        )
    }
}

/// An account as it lies in the database: its personal parts sealed.
struct SealedAccount: Sendable {
    let subject: SubjectID
    let email: Sealed
    let name: Sealed?
    let password: Sealed?
    let language: Language
    let country: Sealed
    let band: AgeBand
    let madeAt: Timestamp
    var theme: Theme?
    var wantsSignInMails = true
    var wantsUpdates = true
    /// How often password or address were changed.
    var epoch = 0
    var terms: TermsAgreement?

    var preferences: Preferences {
        Preferences(
            language: language,
            theme: theme,
            wantsSignInMails: wantsSignInMails,
            wantsUpdates: wantsUpdates
        )
    }
}

extension SealedAccount {
    fileprivate static let columns: SQL =
        """
        subject_id, email, name, password, language, country, age_band, made_at, theme, sign_in_mails,
        update_mails, epoch, terms_version, terms_at
        """

    fileprivate init(row: Row) throws {
        let subject: SubjectID = try row.get("subject_id")
        let name: Data? = try row.get("name")
        let password: Data? = try row.get("password")
        try self.init(
            subject: subject,
            email: Sealed(row.get("email"), at: .account(subject, "email")),
            name: name.map { Sealed($0, at: .account(subject, "name")) },
            password: password.map { Sealed($0, at: .account(subject, "password")) },
            language: row.get("language"),
            country: Sealed(row.get("country"), at: .account(subject, "country")),
            band: row.get("age_band"),
            madeAt: row.get("made_at"),
            theme: row.get("theme"),
            wantsSignInMails: row.get("sign_in_mails"),
            wantsUpdates: row.get("update_mails"),
            epoch: row.get("epoch"),
            terms: TermsAgreement(version: row.get("terms_version"), at: row.get("terms_at"))
        )
    }
}

extension TermsAgreement {
    init?(version: String?, at moment: Timestamp?) {
        guard let version, let moment else { return nil }
        self.init(version: version, at: moment)
    }
}

extension SealedPlace {
    static func account(_ subject: SubjectID, _ column: StaticString) -> SealedPlace {
        SealedPlace("accounts_account", column, row: subject)
    }
}

extension AgeBand: SQLConvertible {}
