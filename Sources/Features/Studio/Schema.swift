package import Store

extension Studio {
    package static let migrations = [
        Migration(
            "studio-001-jobs",
            """
            CREATE TABLE studio_job (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'canceled')),
                task TEXT NOT NULL,
                model TEXT NOT NULL,
                style TEXT,
                prompt BLOB NOT NULL,
                width INTEGER NOT NULL,
                height INTEGER NOT NULL,
                count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 10),
                seed INTEGER NOT NULL,
                price INTEGER NOT NULL,
                parent_id BLOB,
                notes BLOB,
                failure TEXT,
                revision INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                finished_at INTEGER
            ) STRICT;
            CREATE INDEX studio_job_subject ON studio_job (subject_id, id);
            CREATE INDEX studio_job_open ON studio_job (subject_id) WHERE finished_at IS NULL;
            CREATE TABLE studio_image (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                job_id BLOB NOT NULL REFERENCES studio_job (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                width INTEGER NOT NULL,
                height INTEGER NOT NULL,
                seed INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                source TEXT NOT NULL,
                parent_id BLOB,
                revision INTEGER NOT NULL,
                made_at INTEGER NOT NULL,
                UNIQUE (job_id, position)
            ) STRICT;
            CREATE INDEX studio_image_subject ON studio_image (subject_id, id);
            CREATE TABLE studio_word (
                subject_id BLOB NOT NULL,
                word BLOB NOT NULL,
                job_id BLOB NOT NULL REFERENCES studio_job (id) ON DELETE CASCADE,
                PRIMARY KEY (subject_id, word, job_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX studio_word_job ON studio_word (job_id);
            CREATE TABLE studio_request (
                subject_id BLOB NOT NULL,
                key_index BLOB NOT NULL,
                body_index BLOB NOT NULL,
                job_id BLOB NOT NULL REFERENCES studio_job (id) ON DELETE CASCADE,
                expires_at INTEGER NOT NULL,
                PRIMARY KEY (subject_id, key_index)
            ) STRICT;
            CREATE INDEX studio_request_expiry ON studio_request (expires_at);
            CREATE INDEX studio_request_job ON studio_request (job_id);
            """
        ),
        Migration(
            "studio-020-tallies",
            """
            CREATE INDEX studio_job_made ON studio_job (created_at, status, failure, model);
            CREATE INDEX studio_job_finished ON studio_job (finished_at) WHERE finished_at IS NOT NULL;
            """
        ),
    ]
}
