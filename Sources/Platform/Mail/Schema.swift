package import Store

extension Mail {
    package static let migrations = [
        Migration(
            "mail-001-outbox",
            """
            CREATE TABLE mail_outbox (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                kind TEXT NOT NULL,
                letter BLOB NOT NULL,
                made_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX mail_outbox_subject ON mail_outbox (subject_id);
            CREATE INDEX mail_outbox_expiry ON mail_outbox (expires_at);
            """
        )
    ]
}
