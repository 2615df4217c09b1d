package import Store

extension Webhooks {
    package static let migrations = [
        Migration(
            "webhooks-001",
            """
            CREATE TABLE webhooks_endpoint (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                address BLOB NOT NULL,
                note BLOB,
                events TEXT NOT NULL,
                secret BLOB NOT NULL,
                old_secret BLOB,
                old_until INTEGER,
                made_at INTEGER NOT NULL,
                off_at INTEGER,
                off_because TEXT CHECK (off_because IN ('owner', 'gone', 'failing')),
                failing_since INTEGER,
                paused_until INTEGER
            ) STRICT;
            CREATE INDEX webhooks_endpoint_subject ON webhooks_endpoint (subject_id, id);
            CREATE TABLE webhooks_delivery (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                endpoint_id BLOB NOT NULL REFERENCES webhooks_endpoint (id) ON DELETE CASCADE,
                message_id BLOB NOT NULL,
                kind TEXT NOT NULL,
                about TEXT NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed', 'stopped')),
                attempts INTEGER NOT NULL,
                tries INTEGER NOT NULL,
                answer INTEGER,
                reason TEXT,
                made_at INTEGER NOT NULL,
                next_at INTEGER,
                ended_at INTEGER
            ) STRICT;
            CREATE INDEX webhooks_delivery_endpoint ON webhooks_delivery (endpoint_id, id);
            CREATE INDEX webhooks_delivery_waiting ON webhooks_delivery (endpoint_id, next_at)
                WHERE status = 'waiting';
            CREATE INDEX webhooks_delivery_subject ON webhooks_delivery (subject_id);
            CREATE INDEX webhooks_delivery_age ON webhooks_delivery (made_at);
            CREATE TABLE webhooks_attempt (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                delivery_id BLOB NOT NULL REFERENCES webhooks_delivery (id) ON DELETE CASCADE,
                made_at INTEGER NOT NULL,
                took_ms INTEGER NOT NULL,
                answer INTEGER,
                reason TEXT
            ) STRICT;
            CREATE INDEX webhooks_attempt_delivery ON webhooks_attempt (delivery_id, id);
            CREATE INDEX webhooks_attempt_subject ON webhooks_attempt (subject_id);
            CREATE INDEX webhooks_attempt_age ON webhooks_attempt (made_at);
            """
        )
    ]
}
