import Store

extension Accounts {
    /// What the account's own pages change.
    static let pageMigrations = [
        Migration(
            "accounts-011-preferences",
            """
            ALTER TABLE accounts_account ADD COLUMN theme TEXT;
            ALTER TABLE accounts_account ADD COLUMN sign_in_mails INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE accounts_account ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
            """
        ),
        Migration(
            "accounts-012-email-change",
            """
            CREATE TABLE accounts_email_change (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL UNIQUE,
                email_index BLOB NOT NULL,
                email BLOB NOT NULL,
                is_open INTEGER NOT NULL,
                session_id BLOB NOT NULL,
                old_agreed_at INTEGER,
                new_agreed_at INTEGER,
                made_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX accounts_email_change_expiry ON accounts_email_change (expires_at);
            """
        ),
        Migration(
            "accounts-013-bringing",
            """
            CREATE TABLE accounts_bringing (
                subject_id BLOB NOT NULL PRIMARY KEY,
                account_id BLOB NOT NULL,
                asked_at INTEGER NOT NULL
            ) STRICT;
            """
        ),
        Migration(
            "accounts-030-terms",
            """
            ALTER TABLE accounts_account ADD COLUMN terms_version TEXT;
            ALTER TABLE accounts_account ADD COLUMN terms_at INTEGER;
            ALTER TABLE accounts_signup ADD COLUMN terms_version TEXT;
            """
        ),
        Migration(
            "accounts-040-update-mails",
            "ALTER TABLE accounts_account ADD COLUMN update_mails INTEGER NOT NULL DEFAULT 1;"
        ),
        Migration(
            "accounts-060-sent-forms",
            """
            CREATE TABLE accounts_sent_form (
                subject_id BLOB NOT NULL,
                form_index BLOB NOT NULL,
                expires_at INTEGER NOT NULL,
                PRIMARY KEY (subject_id, form_index)
            ) STRICT;
            CREATE INDEX accounts_sent_form_expiry ON accounts_sent_form (expires_at);
            """
        ),
    ]
}
