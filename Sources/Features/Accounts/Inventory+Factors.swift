import Kernel

extension Accounts {
    /// What is stored for second factors and passkeys.
    static let factorTables = [halfWays, oneTimeSecrets, recoveryCodes, passkeys, challenges]

    private static let halfWays = InventoryTable(
        "accounts_half_way",
        subject: .column("subject_id"),
        keep: .until("expires_at", .days(1)),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("token_index", .cookie, .security, storage: .keyedHash, export: .omitted),
            column("tries", .behavior, .security, storage: .plain),
            column("made_at", .behavior, .security, storage: .plain),
            column("expires_at", .behavior, .security, storage: .plain),
        ]
    )

    private static let oneTimeSecrets = InventoryTable(
        "accounts_one_time_secret",
        subject: .column("subject_id"),
        keep: .until("expires_at", .days(1)),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("secret", .credential, .security, export: .omitted),
            column("last_step", .behavior, .security, storage: .plain),
            column("made_at", .behavior, .security, storage: .plain),
            column("expires_at", .behavior, .security, storage: .plain),
        ]
    )

    private static let recoveryCodes = InventoryTable(
        "accounts_recovery_code",
        subject: .column("subject_id"),
        keep: .withSubject,
        columns: [
            column("code_index", .credential, .security, storage: .keyedHash, export: .omitted),
            .subject("subject_id"),
            column("made_at", .behavior, .security, storage: .plain),
        ]
    )

    private static let passkeys = InventoryTable(
        "accounts_passkey",
        subject: .column("subject_id"),
        keep: .withSubject,
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("credential_index", .credential, .security, storage: .keyedHash, export: .omitted),
            column("credential", .credential, .security),
            column("name", .settings, .security),
            column("sign_count", .behavior, .security, storage: .plain),
            column("is_backed_up", .behavior, .security, storage: .plain),
            column("made_at", .behavior, .security, storage: .plain),
            column("used_at", .behavior, .security, storage: .plain),
        ]
    )

    private static let challenges = InventoryTable(
        ofNobody: "accounts_passkey_challenge",
        columns: [
            .impersonal("challenge_index", because: "a hash of a random number that any device may sign"),
            .impersonal("expires_at", because: "when the number is forgotten"),
        ]
    )
}
