import Kernel

extension Accounts {
    /// What is stored for second factors and passkeys.
    static let factorTables = [halfWays, oneTimeSecrets, recoveryCodes, passkeys, challenges]

    private static let halfWays = InventoryTable(
        "accounts_half_way",
        subject: .column("subject_id"),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("token_index", .cookie, .step, storage: .keyedHash, export: .omitted),
            column("tries", .behavior, .step, storage: .plain),
            column("made_at", .behavior, .step, storage: .plain),
            column("expires_at", .behavior, .step, storage: .plain),
        ]
    )

    private static let oneTimeSecrets = InventoryTable(
        "accounts_one_time_secret",
        subject: .column("subject_id"),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("secret", .credential, .factor, export: .omitted),
            column("last_step", .behavior, .factor, storage: .plain),
            column("made_at", .behavior, .factor, storage: .plain),
            column("expires_at", .behavior, .factor, storage: .plain),
        ]
    )

    private static let recoveryCodes = InventoryTable(
        "accounts_recovery_code",
        subject: .column("subject_id"),
        columns: [
            column("code_index", .credential, .factor, storage: .keyedHash, export: .omitted),
            .subject("subject_id"),
            column("made_at", .behavior, .factor, storage: .plain),
        ]
    )

    private static let passkeys = InventoryTable(
        "accounts_passkey",
        subject: .column("subject_id"),
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("credential_index", .credential, .factor, storage: .keyedHash, export: .omitted),
            column("credential", .credential, .factor),
            column("name", .settings, .factor),
            column("sign_count", .behavior, .factor, storage: .plain),
            column("is_backed_up", .behavior, .factor, storage: .plain),
            column("made_at", .behavior, .factor, storage: .plain),
            column("used_at", .behavior, .factor, storage: .plain),
        ]
    )

    private static let challenges = InventoryTable(
        "accounts_passkey_challenge",
        subject: .nobody,
        columns: [
            .impersonal("challenge_index", because: "a hash of a random number that any device may sign"),
            .impersonal("expires_at", because: "when the number is forgotten"),
        ]
    )
}
