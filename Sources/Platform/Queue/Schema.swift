package import Kernel
package import Store

extension Queue {
    /// The unique key begins with the target: beginning with the type, SQLite would claim through it and sort all that waits.
    package static let migrations = [
        Migration(
            "queue-001-work",
            """
            CREATE TABLE queue_work (
                id BLOB NOT NULL PRIMARY KEY,
                type TEXT NOT NULL,
                target BLOB NOT NULL,
                subject_id BLOB,
                run_at INTEGER NOT NULL,
                made_at INTEGER NOT NULL,
                lease BLOB,
                lease_until INTEGER,
                failures INTEGER NOT NULL DEFAULT 0,
                losses INTEGER NOT NULL DEFAULT 0,
                cancel_asked INTEGER NOT NULL DEFAULT 0,
                stage TEXT NOT NULL DEFAULT 'waiting',
                progress INTEGER NOT NULL DEFAULT 0,
                UNIQUE (target, type)
            ) STRICT;
            CREATE INDEX queue_work_waiting ON queue_work (run_at, id) WHERE lease IS NULL;
            CREATE INDEX queue_work_leased ON queue_work (lease_until) WHERE lease IS NOT NULL;
            CREATE INDEX queue_work_subject ON queue_work (subject_id);
            """
        ),
        Migration(
            "queue-002-turns",
            """
            ALTER TABLE queue_work ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
            UPDATE queue_work SET turn = run_at;
            CREATE INDEX queue_work_turn ON queue_work (turn, id) WHERE lease IS NULL;
            DROP INDEX queue_work_subject;
            CREATE INDEX queue_work_subject ON queue_work (subject_id, type, turn);
            """
        ),
    ]

    /// What waiting work tells about people; gone when the work ends.
    package static let inventory = [
        InventoryTable(
            "queue_work",
            subject: .column("subject_id"),
            keep: .byFeature(.days(7), since: "id"),
            columns: [
                .key("id"),
                .subject("subject_id"),
                .key("target"),
                .impersonal("type", because: "which code runs"),
                .personal(
                    "made_at",
                    .behavior,
                    for: ProvideService.definition,
                    storage: .plain,
                    export: .omitted,
                    erase: .deleteRow
                ),
                .impersonal("run_at", because: "when the server means to work"),
                .impersonal("turn", because: "where the item stands in the line"),
                .impersonal("lease", because: "a random number of the worker's"),
                .impersonal("lease_until", because: "the worker's deadline"),
                .impersonal("failures", because: "tries of the server"),
                .impersonal("losses", because: "crashes of the server"),
                .impersonal("cancel_asked", because: "a switch that lives seconds"),
                .impersonal("stage", because: "a word of a closed list"),
                .impersonal("progress", because: "how far the server is"),
            ]
        )
    ]
}
