import Kernel
package import Store

extension Accounts {
    package static let migrations =
        [
            Migration(
                "accounts-001-visitor",
                """
                CREATE TABLE accounts_visitor (
                    subject_id BLOB NOT NULL PRIMARY KEY,
                    token_index BLOB NOT NULL UNIQUE,
                    made_at INTEGER NOT NULL,
                    used_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX accounts_visitor_expiry ON accounts_visitor (expires_at);
                """
            ),
            Migration(
                "accounts-002-account",
                """
                CREATE TABLE accounts_account (
                    subject_id BLOB NOT NULL PRIMARY KEY,
                    email_index BLOB NOT NULL UNIQUE,
                    email BLOB NOT NULL,
                    name BLOB,
                    password BLOB,
                    language TEXT NOT NULL,
                    country BLOB NOT NULL,
                    age_band TEXT NOT NULL,
                    made_at INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE accounts_signup (
                    id BLOB NOT NULL PRIMARY KEY,
                    subject_id BLOB NOT NULL,
                    token_index BLOB NOT NULL UNIQUE,
                    is_open INTEGER NOT NULL,
                    email_index BLOB NOT NULL,
                    email BLOB NOT NULL,
                    name BLOB,
                    password BLOB NOT NULL,
                    language TEXT NOT NULL,
                    country BLOB NOT NULL,
                    age_band TEXT NOT NULL,
                    made_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX accounts_signup_expiry ON accounts_signup (expires_at);
                CREATE INDEX accounts_signup_subject ON accounts_signup (subject_id);
                CREATE TABLE accounts_session (
                    id BLOB NOT NULL PRIMARY KEY,
                    subject_id BLOB NOT NULL,
                    token_index BLOB NOT NULL UNIQUE,
                    traits BLOB NOT NULL,
                    made_at INTEGER NOT NULL,
                    proved_at INTEGER NOT NULL,
                    used_at INTEGER NOT NULL,
                    idle_until INTEGER NOT NULL,
                    ends_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX accounts_session_subject ON accounts_session (subject_id);
                CREATE INDEX accounts_session_idle ON accounts_session (idle_until);
                CREATE TABLE accounts_link (
                    id BLOB NOT NULL PRIMARY KEY,
                    subject_id BLOB NOT NULL,
                    token_index BLOB NOT NULL UNIQUE,
                    use TEXT NOT NULL,
                    made_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX accounts_link_expiry ON accounts_link (expires_at);
                CREATE INDEX accounts_link_subject ON accounts_link (subject_id);
                CREATE TABLE accounts_correspondent (
                    subject_id BLOB NOT NULL PRIMARY KEY,
                    expires_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX accounts_correspondent_expiry ON accounts_correspondent (expires_at);
                """
            ),
            Migration(
                "accounts-003-second-factor",
                "ALTER TABLE accounts_session ADD COLUMN second_factor_at INTEGER;"
            ),
            Migration(
                "accounts-004-identity",
                """
                CREATE TABLE accounts_identity (
                    id BLOB NOT NULL PRIMARY KEY,
                    subject_id BLOB NOT NULL,
                    identity_index BLOB NOT NULL UNIQUE,
                    provider TEXT NOT NULL,
                    made_at INTEGER NOT NULL,
                    used_at INTEGER NOT NULL,
                    UNIQUE (subject_id, provider)
                ) STRICT;
                """
            ),
            Migration(
                "accounts-010-event",
                """
                CREATE TABLE accounts_event (
                    id BLOB NOT NULL PRIMARY KEY,
                    subject_id BLOB NOT NULL,
                    details BLOB NOT NULL,
                    at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX accounts_event_subject ON accounts_event (subject_id, id);
                CREATE INDEX accounts_event_age ON accounts_event (at);
                """
            ),
            Migration(
                "accounts-011-visitor-age",
                "ALTER TABLE accounts_visitor ADD COLUMN age_band TEXT;"
            ),
        ] + factorMigrations + pageMigrations + keyMigrations
}
