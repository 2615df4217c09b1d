package import Kernel

extension Accounts {
    /// What Accounts stores about people.
    package static let inventory: [InventoryTable] =
        [
            visitors, accounts, signUps, sessions, links, correspondents, identities, events,
        ] + factorTables + pageTables + [keyTable]

    private static let visitors = InventoryTable(
        "accounts_visitor",
        subject: .column("subject_id"),
        keep: .subjectUntil("expires_at", .days(7), from: .lastUse),
        columns: [
            .subject("subject_id"),
            column("token_index", .cookie, .visitor, storage: .keyedHash, export: .omitted),
            column("made_at", .behavior, .visitor, storage: .plain),
            column("used_at", .behavior, .visitor, storage: .plain),
            column("expires_at", .behavior, .visitor, storage: .plain),
            column("age_band", .age, .age, storage: .plain),
        ]
    )

    private static let accounts = InventoryTable(
        "accounts_account",
        subject: .column("subject_id"),
        keep: .withSubject,
        columns: [
            .subject("subject_id"),
            column("email_index", .email, .account, storage: .keyedHash, export: .omitted),
            column("email", .email, .account),
            column("name", .name, .account),
            column("password", .password, .account, export: .omitted),
            column("language", .language, .account, storage: .plain),
            column("country", .location, .account),
            column("age_band", .age, .age, storage: .plain),
            column("made_at", .behavior, .account, storage: .plain),
            column("theme", .settings, .account, storage: .plain),
            column("sign_in_mails", .settings, .account, storage: .plain),
            column("update_mails", .settings, .account, storage: .plain),
            column("terms_version", .behavior, .account, storage: .plain),
            column("terms_at", .behavior, .account, storage: .plain),
            .impersonal(
                "epoch",
                because: "how often password or address were changed, for sign-ins under way"
            ),
        ]
    )

    private static let signUps = InventoryTable(
        "accounts_signup",
        subject: .column("subject_id"),
        keep: .until("expires_at", .days(1)),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("token_index", .credential, .account, storage: .keyedHash, export: .omitted),
            .impersonal("is_open", because: "whether the link still opens an account"),
            column("email_index", .email, .account, storage: .keyedHash, export: .omitted),
            column("email", .email, .account),
            column("name", .name, .account),
            column("password", .password, .account, export: .omitted),
            column("language", .language, .account, storage: .plain),
            column("country", .location, .account),
            column("age_band", .age, .account, storage: .plain),
            column("made_at", .behavior, .account, storage: .plain),
            column("expires_at", .behavior, .account, storage: .plain),
            column("terms_version", .behavior, .account, storage: .plain),
        ]
    )

    private static let sessions = InventoryTable(
        "accounts_session",
        subject: .column("subject_id"),
        keep: .until("ends_at", .days(30)),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("token_index", .cookie, .security, storage: .keyedHash, export: .omitted),
            column("traits", .network, .security),
            column("made_at", .behavior, .security, storage: .plain),
            column("proved_at", .behavior, .security, storage: .plain),
            column("second_factor_at", .behavior, .security, storage: .plain),
            column("used_at", .behavior, .security, storage: .plain),
            column("idle_until", .behavior, .security, storage: .plain),
            column("ends_at", .behavior, .security, storage: .plain),
        ]
    )

    private static let links = InventoryTable(
        "accounts_link",
        subject: .column("subject_id"),
        keep: .until("expires_at", .days(1)),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("token_index", .credential, .account, storage: .keyedHash, export: .omitted),
            .impersonal("use", because: "what the link is for"),
            column("made_at", .behavior, .account, storage: .plain),
            column("expires_at", .behavior, .account, storage: .plain),
        ]
    )

    private static let correspondents = InventoryTable(
        "accounts_correspondent",
        subject: .column("subject_id"),
        keep: .subjectUntil("expires_at", .years(3)),
        columns: [.subject("subject_id"), column("expires_at", .behavior, .account, storage: .plain)]
    )

    private static let identities = InventoryTable(
        "accounts_identity",
        subject: .column("subject_id"),
        keep: .withSubject,
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("identity_index", .credential, .account, storage: .keyedHash, export: .omitted),
            column("provider", .credential, .account, storage: .plain),
            column("made_at", .behavior, .account, storage: .plain),
            column("used_at", .behavior, .account, storage: .plain),
        ]
    )

    private static let events = InventoryTable(
        "accounts_event",
        subject: .column("subject_id"),
        keep: .after("at", .days(90)),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("details", .behavior, .security),
            column("at", .behavior, .security, storage: .plain),
        ]
    )

    static func column(
        _ name: String,
        _ category: DataCategory,
        _ purpose: PurposeDefinition,
        storage: StorageForm = .sealed,
        export: ExportForm? = nil
    ) -> InventoryColumn {
        .personal(
            name,
            category,
            for: purpose,
            storage: storage,
            export: export ?? (storage == .sealed ? .opened : .asStored),
            erase: .deleteRow
        )
    }
}

/// Why Accounts keeps what it keeps.
extension PurposeDefinition {
    static let visitor = ProvideService.definition
    static let account = ManageAccount.definition
    static let security = SecureService.definition
    static let age = ProtectChildren.definition
}
