import Store

extension Accounts {
    /// Second factors and passkeys.
    static let factorMigrations = [
        Migration(
            "accounts-005-factors",
            """
            CREATE TABLE accounts_half_way (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                token_index BLOB NOT NULL UNIQUE,
                tries INTEGER NOT NULL,
                made_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX accounts_half_way_subject ON accounts_half_way (subject_id);
            CREATE INDEX accounts_half_way_expiry ON accounts_half_way (expires_at);
            CREATE TABLE accounts_one_time_secret (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                secret BLOB NOT NULL,
                last_step INTEGER,
                made_at INTEGER NOT NULL,
                expires_at INTEGER
            ) STRICT;
            CREATE INDEX accounts_one_time_secret_subject ON accounts_one_time_secret (subject_id);
            CREATE INDEX accounts_one_time_secret_expiry ON accounts_one_time_secret (expires_at);
            CREATE TABLE accounts_recovery_code (
                code_index BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                made_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX accounts_recovery_code_subject ON accounts_recovery_code (subject_id);
            CREATE TABLE accounts_passkey (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                credential_index BLOB NOT NULL UNIQUE,
                credential BLOB NOT NULL,
                name BLOB NOT NULL,
                sign_count INTEGER NOT NULL,
                is_backed_up INTEGER NOT NULL,
                made_at INTEGER NOT NULL,
                used_at INTEGER
            ) STRICT;
            CREATE INDEX accounts_passkey_subject ON accounts_passkey (subject_id);
            CREATE TABLE accounts_passkey_challenge (
                challenge_index BLOB NOT NULL PRIMARY KEY,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX accounts_passkey_challenge_expiry ON accounts_passkey_challenge (expires_at);
            """
        )
    ]
}
