import Store

extension Studio {
    /// Files of programs, and the bulks that are read from some of them.
    static let fileMigrations = [
        Migration(
            "studio-100-files",
            """
            CREATE TABLE studio_file (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                details BLOB NOT NULL,
                purpose TEXT NOT NULL,
                media_type TEXT NOT NULL,
                bytes INTEGER NOT NULL,
                image_id BLOB,
                bulk_id BLOB,
                part TEXT CHECK (part IN ('answers', 'failures', 'all')),
                body_index BLOB,
                made_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX studio_file_subject ON studio_file (subject_id, id);
            CREATE INDEX studio_file_image ON studio_file (image_id) WHERE image_id IS NOT NULL;
            CREATE INDEX studio_file_bulk ON studio_file (bulk_id) WHERE bulk_id IS NOT NULL;
            CREATE INDEX studio_file_body ON studio_file (subject_id, body_index) WHERE body_index IS NOT NULL;
            CREATE INDEX studio_file_expiry ON studio_file (expires_at);
            """
        ),
        Migration(
            "studio-101-bulks",
            """
            CREATE TABLE studio_bulk (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                key_id BLOB,
                dialect TEXT NOT NULL CHECK (dialect IN ('openai', 'gemini')),
                details BLOB NOT NULL,
                file_id BLOB,
                stage TEXT NOT NULL CHECK (stage IN ('reading', 'running', 'ended')),
                stop TEXT CHECK (stop IN ('canceled', 'expired')),
                failure TEXT,
                key_index BLOB,
                body_index BLOB,
                created_at INTEGER NOT NULL,
                begun_at INTEGER,
                stopped_at INTEGER,
                ended_at INTEGER,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX studio_bulk_subject ON studio_bulk (subject_id, id);
            CREATE INDEX studio_bulk_open ON studio_bulk (subject_id) WHERE ended_at IS NULL;
            CREATE INDEX studio_bulk_late ON studio_bulk (expires_at) WHERE ended_at IS NULL;
            CREATE INDEX studio_bulk_key ON studio_bulk (subject_id, key_index) WHERE key_index IS NOT NULL;
            CREATE INDEX studio_bulk_body ON studio_bulk (subject_id, body_index) WHERE body_index IS NOT NULL;
            CREATE INDEX studio_bulk_created ON studio_bulk (created_at);
            CREATE TABLE studio_bulk_row (
                id BLOB NOT NULL PRIMARY KEY,
                bulk_id BLOB NOT NULL REFERENCES studio_bulk (id) ON DELETE CASCADE,
                subject_id BLOB NOT NULL,
                position INTEGER NOT NULL,
                name BLOB,
                content BLOB,
                status TEXT NOT NULL CHECK (status IN ('waiting', 'ordered', 'refused', 'canceled')),
                job_id BLOB,
                failure TEXT,
                details BLOB,
                made_at INTEGER NOT NULL,
                UNIQUE (bulk_id, position)
            ) STRICT;
            CREATE INDEX studio_bulk_row_subject ON studio_bulk_row (subject_id);
            CREATE INDEX studio_bulk_row_waiting ON studio_bulk_row (subject_id, bulk_id, position)
                WHERE status = 'waiting';
            CREATE INDEX studio_bulk_row_job ON studio_bulk_row (job_id) WHERE job_id IS NOT NULL;
            CREATE INDEX studio_bulk_row_made ON studio_bulk_row (made_at);
            """
        ),
    ]
}
