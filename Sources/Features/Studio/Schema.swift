package import Store

extension Studio {
    package static let migrations = ownMigrations + fileMigrations

    private static let ownMigrations = [
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
        Migration(
            "studio-030-uploads",
            """
            ALTER TABLE studio_image ADD COLUMN name BLOB;
            ALTER TABLE studio_image ADD COLUMN kind TEXT NOT NULL DEFAULT 'picture'
                CHECK (kind IN ('picture', 'mask'));
            ALTER TABLE studio_image ADD COLUMN format TEXT NOT NULL DEFAULT 'png';
            """
        ),
        Migration(
            "studio-031-tasks",
            """
            ALTER TABLE studio_job ADD COLUMN settings BLOB;
            CREATE TABLE studio_input (
                job_id BLOB NOT NULL REFERENCES studio_job (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                subject_id BLOB NOT NULL,
                image_id BLOB NOT NULL,
                role TEXT NOT NULL CHECK (role IN ('picture', 'mask')),
                PRIMARY KEY (job_id, position)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX studio_input_subject ON studio_input (subject_id);
            CREATE INDEX studio_input_image ON studio_input (image_id);
            """
        ),
        Migration(
            "studio-040-library",
            """
            CREATE INDEX studio_image_parent ON studio_image (parent_id) WHERE parent_id IS NOT NULL;
            ALTER TABLE studio_image ADD COLUMN favourite_at INTEGER;
            CREATE TABLE studio_share (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                image_id BLOB NOT NULL REFERENCES studio_image (id) ON DELETE CASCADE,
                token_index BLOB NOT NULL UNIQUE,
                shows_words INTEGER NOT NULL CHECK (shows_words IN (0, 1)),
                expires_at INTEGER NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX studio_share_subject ON studio_share (subject_id);
            CREATE INDEX studio_share_image ON studio_share (image_id);
            CREATE INDEX studio_share_expiry ON studio_share (expires_at);
            CREATE TABLE studio_collection (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                name BLOB NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX studio_collection_subject ON studio_collection (subject_id, id);
            CREATE TABLE studio_collection_image (
                collection_id BLOB NOT NULL REFERENCES studio_collection (id) ON DELETE CASCADE,
                image_id BLOB NOT NULL REFERENCES studio_image (id) ON DELETE CASCADE,
                subject_id BLOB NOT NULL,
                added_at INTEGER NOT NULL,
                PRIMARY KEY (collection_id, image_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX studio_collection_image_subject ON studio_collection_image (subject_id);
            CREATE INDEX studio_collection_image_image ON studio_collection_image (image_id);
            """
        ),
        Migration(
            "studio-050-calls",
            """
            CREATE TABLE studio_call (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                job_id BLOB NOT NULL,
                position INTEGER NOT NULL,
                engine TEXT NOT NULL,
                lane TEXT NOT NULL,
                model TEXT NOT NULL,
                recipient TEXT,
                fields TEXT NOT NULL,
                begun_at INTEGER NOT NULL,
                ended_at INTEGER,
                outcome TEXT,
                server_id TEXT,
                input_tokens INTEGER,
                output_tokens INTEGER,
                text_tokens INTEGER
            ) STRICT;
            CREATE INDEX studio_call_subject ON studio_call (subject_id, begun_at);
            CREATE INDEX studio_call_picture ON studio_call (job_id, position);
            """
        ),
        Migration(
            "studio-070-batches",
            """
            CREATE TABLE studio_batch (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                recipe BLOB NOT NULL,
                key_index BLOB,
                body_index BLOB,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX studio_batch_subject ON studio_batch (subject_id, id);
            CREATE INDEX studio_batch_key ON studio_batch (subject_id, key_index) WHERE key_index IS NOT NULL;
            CREATE TABLE studio_batch_row (
                id BLOB NOT NULL PRIMARY KEY,
                batch_id BLOB NOT NULL REFERENCES studio_batch (id) ON DELETE CASCADE,
                subject_id BLOB NOT NULL,
                position INTEGER NOT NULL,
                content BLOB NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('waiting', 'ordered', 'refused', 'canceled')),
                job_id BLOB,
                failure TEXT,
                details BLOB,
                UNIQUE (batch_id, position)
            ) STRICT;
            CREATE INDEX studio_batch_row_subject ON studio_batch_row (subject_id);
            CREATE INDEX studio_batch_row_waiting ON studio_batch_row (subject_id, batch_id, position)
                WHERE status = 'waiting';
            """
        ),
        Migration(
            "studio-080-batch-days",
            """
            CREATE TABLE studio_batch_day (
                subject_id BLOB NOT NULL,
                expires_at INTEGER NOT NULL,
                batches INTEGER NOT NULL,
                PRIMARY KEY (subject_id, expires_at)
            ) STRICT;
            CREATE INDEX studio_batch_day_expiry ON studio_batch_day (expires_at);
            """
        ),
        Migration(
            "studio-081-memories",
            """
            ALTER TABLE studio_image ADD COLUMN memory BLOB;
            """
        ),
        Migration(
            "studio-082-deliveries",
            """
            CREATE TABLE studio_delivery (
                call_id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                job_id BLOB NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX studio_delivery_subject ON studio_delivery (subject_id);
            CREATE INDEX studio_delivery_job ON studio_delivery (job_id);
            CREATE INDEX studio_delivery_expiry ON studio_delivery (expires_at);
            """
        ),
        Migration(
            "studio-083-provider-marks",
            "ALTER TABLE studio_image ADD COLUMN provider TEXT;"
        ),
        Migration(
            "studio-084-batch-claims",
            """
            CREATE TABLE studio_batch_claim (
                subject_id BLOB NOT NULL,
                key_index BLOB NOT NULL,
                expires_at INTEGER NOT NULL,
                PRIMARY KEY (subject_id, key_index)
            ) STRICT;
            CREATE INDEX studio_batch_claim_expiry ON studio_batch_claim (expires_at);
            """
        ),
        Migration(
            "studio-090-attempts",
            """
            ALTER TABLE studio_job ADD COLUMN key_id BLOB;
            CREATE TABLE studio_attempt (
                job_id BLOB NOT NULL PRIMARY KEY REFERENCES studio_job (id) ON DELETE CASCADE,
                subject_id BLOB NOT NULL,
                fingerprint BLOB NOT NULL,
                is_cut INTEGER CHECK (is_cut IN (0, 1)),
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX studio_attempt_fingerprint ON studio_attempt (subject_id, fingerprint);
            CREATE INDEX studio_attempt_expiry ON studio_attempt (expires_at);
            """
        ),
        Migration(
            "studio-091-keys-of-batches",
            """
            ALTER TABLE studio_batch ADD COLUMN key_id BLOB;
            ALTER TABLE studio_batch ADD COLUMN images_per_day INTEGER;
            ALTER TABLE studio_batch ADD COLUMN credits_per_month INTEGER;
            """
        ),
        Migration(
            "studio-092-answers",
            """
            CREATE TABLE studio_answer (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                key_index BLOB NOT NULL,
                body_index BLOB NOT NULL,
                answer BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                UNIQUE (subject_id, key_index)
            ) STRICT;
            CREATE INDEX studio_answer_expiry ON studio_answer (expires_at);
            """
        ),
        Migration(
            "studio-093-interactions",
            "ALTER TABLE studio_job ADD COLUMN interaction_ended_at INTEGER;"
        ),
        // Each job that ends asks whether it was a batch's.
        Migration(
            "studio-094-batch-jobs",
            "CREATE INDEX studio_batch_row_job ON studio_batch_row (job_id) WHERE job_id IS NOT NULL;"
        ),
    ]
}
