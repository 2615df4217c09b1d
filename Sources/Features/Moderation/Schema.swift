package import Store

extension Moderation {
    package static let migrations = [
        Migration(
            "moderation-001-register",
            """
            CREATE TABLE moderation_case (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB,
                source TEXT NOT NULL CHECK (source IN ('report', 'classifier', 'appeal', 'rule')),
                rule TEXT NOT NULL,
                severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
                image_id BLOB,
                appealed_id BLOB UNIQUE,
                text BLOB,
                prompt BLOB,
                email BLOB,
                language TEXT,
                opened_at INTEGER NOT NULL,
                due_at INTEGER NOT NULL,
                decided_at INTEGER,
                CHECK ((source = 'appeal') = (appealed_id IS NOT NULL))
            ) STRICT;
            CREATE INDEX moderation_case_open ON moderation_case (due_at, id) WHERE decided_at IS NULL;
            CREATE INDEX moderation_case_subject ON moderation_case (subject_id);
            CREATE INDEX moderation_case_image ON moderation_case (image_id) WHERE decided_at IS NULL;
            CREATE TABLE moderation_decision (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB,
                case_id BLOB,
                action TEXT NOT NULL,
                rule TEXT NOT NULL,
                rule_version TEXT,
                score_class TEXT,
                input_index BLOB,
                image_id BLOB,
                reason BLOB,
                rule_reason TEXT,
                decider TEXT NOT NULL CHECK (decider IN ('rule', 'staff')),
                decider_name TEXT NOT NULL,
                decided_at INTEGER NOT NULL,
                until INTEGER,
                ended_at INTEGER,
                CHECK (decider = 'staff' OR action IN ('refuse_prompt', 'refuse_image', 'flag_image'))
            ) STRICT;
            CREATE INDEX moderation_decision_subject ON moderation_decision (subject_id, id);
            CREATE INDEX moderation_decision_case ON moderation_decision (case_id) WHERE case_id IS NOT NULL;
            CREATE INDEX moderation_decision_input ON moderation_decision (input_index)
                WHERE input_index IS NOT NULL;
            CREATE INDEX moderation_decision_image ON moderation_decision (image_id)
                WHERE image_id IS NOT NULL AND ended_at IS NULL;
            CREATE INDEX moderation_decision_suspension ON moderation_decision (subject_id)
                WHERE action = 'suspend' AND ended_at IS NULL;
            CREATE INDEX moderation_decision_until ON moderation_decision (until)
                WHERE until IS NOT NULL AND ended_at IS NULL;
            CREATE INDEX moderation_decision_age ON moderation_decision (decided_at);
            CREATE TABLE moderation_report (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                case_id BLOB NOT NULL,
                ground TEXT NOT NULL,
                text BLOB NOT NULL,
                address BLOB NOT NULL,
                email BLOB,
                language TEXT NOT NULL,
                made_at INTEGER NOT NULL,
                answered_at INTEGER
            ) STRICT;
            CREATE INDEX moderation_report_case ON moderation_report (case_id);
            CREATE INDEX moderation_report_subject ON moderation_report (subject_id);
            CREATE INDEX moderation_report_open ON moderation_report (made_at) WHERE answered_at IS NULL;
            """
        )
    ]
}
