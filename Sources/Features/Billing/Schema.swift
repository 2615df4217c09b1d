package import Store

extension Billing {
    package static let migrations = [
        Migration(
            "billing-001-entry",
            """
            CREATE TABLE billing_entry (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('grant', 'hold', 'capture', 'release')),
                job_id BLOB,
                position INTEGER NOT NULL,
                credits INTEGER NOT NULL CHECK (credits >= 0),
                images INTEGER NOT NULL CHECK (images >= 0),
                day INTEGER NOT NULL,
                made_at INTEGER NOT NULL,
                UNIQUE (job_id, kind, position)
            ) STRICT;
            CREATE INDEX billing_entry_subject ON billing_entry (subject_id, day);
            CREATE TRIGGER billing_entry_unchanged BEFORE UPDATE ON billing_entry
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
            """
        ),
        Migration(
            "billing-002-keys",
            """
            ALTER TABLE billing_entry ADD COLUMN key_id BLOB;
            CREATE INDEX billing_entry_key ON billing_entry (key_id, day) WHERE key_id IS NOT NULL;
            """
        ),
        Migration("billing-003-models", "ALTER TABLE billing_entry ADD COLUMN model TEXT;"),
    ]
}
