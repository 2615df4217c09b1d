import Kernel
import Store

extension Accounts {
    /// Keys of people's programs.
    static let keyMigrations = [
        Migration(
            "accounts-050-keys",
            """
            CREATE TABLE accounts_key (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('secret', 'publishable')),
                secret_index BLOB NOT NULL UNIQUE,
                old_index BLOB UNIQUE,
                old_until INTEGER,
                hint TEXT NOT NULL,
                name BLOB NOT NULL,
                scopes TEXT NOT NULL,
                origins TEXT NOT NULL,
                requests_per_minute INTEGER,
                images_per_day INTEGER,
                credits_per_month INTEGER,
                made_at INTEGER NOT NULL,
                expires_at INTEGER,
                used_at INTEGER,
                revoked_at INTEGER
            ) STRICT;
            CREATE INDEX accounts_key_subject ON accounts_key (subject_id, id);
            """
        )
    ]

    static let keyTable = InventoryTable(
        "accounts_key",
        subject: .column("subject_id"),
        keep: .withSubject,
        columns: [
            .key("id"),
            .subject("subject_id"),
            column("kind", .settings, .account, storage: .plain),
            column("secret_index", .credential, .security, storage: .keyedHash, export: .omitted),
            column("old_index", .credential, .security, storage: .keyedHash, export: .omitted),
            column("old_until", .behavior, .account, storage: .plain),
            column("hint", .credential, .account, storage: .plain),
            column("name", .settings, .account),
            column("scopes", .settings, .account, storage: .plain),
            column("origins", .settings, .account, storage: .plain),
            column("requests_per_minute", .settings, .account, storage: .plain),
            column("images_per_day", .settings, .account, storage: .plain),
            column("credits_per_month", .settings, .account, storage: .plain),
            column("made_at", .behavior, .account, storage: .plain),
            column("expires_at", .behavior, .account, storage: .plain),
            column("used_at", .behavior, .security, storage: .plain),
            column("revoked_at", .behavior, .account, storage: .plain),
        ]
    )
}
