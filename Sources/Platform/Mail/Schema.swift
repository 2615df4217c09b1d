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
        ),
        Migration(
            "mail-010-suppression",
            """
            CREATE TABLE mail_suppression (
                address_index BLOB NOT NULL,
                class TEXT NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (address_index, class)
            ) STRICT;
            CREATE INDEX mail_suppression_age ON mail_suppression (at);
            """
        ),
        Migration(
            "mail-011-campaign",
            """
            CREATE TABLE mail_campaign (
                id BLOB NOT NULL PRIMARY KEY,
                digest BLOB NOT NULL,
                kind TEXT NOT NULL,
                words TEXT NOT NULL,
                made_at INTEGER NOT NULL,
                finished_at INTEGER,
                UNIQUE (kind, digest)
            ) STRICT;
            CREATE TABLE mail_campaign_reader (
                campaign_id BLOB NOT NULL,
                subject_id BLOB NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (campaign_id, subject_id)
            ) STRICT;
            CREATE INDEX mail_campaign_reader_subject ON mail_campaign_reader (subject_id);
            CREATE INDEX mail_campaign_reader_age ON mail_campaign_reader (at);
            """
        ),
    ]
}
