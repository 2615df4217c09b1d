package import Kernel
package import Store

extension Privacy {
    package static let migrations = [
        Migration(
            "privacy-001-erasure",
            """
            CREATE TABLE privacy_erasure (
                subject_id BLOB NOT NULL PRIMARY KEY,
                cause TEXT NOT NULL,
                asked_at INTEGER NOT NULL,
                rows_deleted INTEGER,
                finished_at INTEGER
            ) STRICT;
            CREATE INDEX privacy_erasure_open ON privacy_erasure (asked_at) WHERE finished_at IS NULL;
            CREATE TABLE privacy_version (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                number INTEGER NOT NULL
            ) STRICT;
            INSERT INTO privacy_version (id, number) VALUES (1, 1);
            """
        ),
        Migration(
            "privacy-020-freeze",
            """
            CREATE TABLE privacy_freeze (
                subject_id BLOB NOT NULL PRIMARY KEY,
                frozen_at INTEGER NOT NULL
            ) STRICT;
            """
        ),
        Migration(
            "privacy-040-removals",
            """
            ALTER TABLE privacy_erasure ADD COLUMN removal_id BLOB;
            CREATE TABLE privacy_removal (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB,
                scope TEXT NOT NULL CHECK (scope IN ('image', 'content', 'everything')),
                image_id BLOB,
                asked_at INTEGER NOT NULL,
                due_at INTEGER NOT NULL,
                canceled_at INTEGER,
                begun_at INTEGER,
                finished_at INTEGER,
                counts TEXT,
                retained TEXT,
                notice BLOB
            ) STRICT;
            CREATE INDEX privacy_removal_subject ON privacy_removal (subject_id) WHERE subject_id IS NOT NULL;
            CREATE INDEX privacy_removal_due ON privacy_removal (due_at)
                WHERE begun_at IS NULL AND canceled_at IS NULL;
            CREATE INDEX privacy_removal_begun ON privacy_removal (begun_at) WHERE finished_at IS NULL;
            CREATE TABLE privacy_mark (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                number INTEGER NOT NULL
            ) STRICT;
            INSERT INTO privacy_mark (id, number) VALUES (1, 0);
            """
        ),
        Migration(
            "privacy-041-restriction",
            """
            CREATE TABLE privacy_restriction (
                subject_id BLOB NOT NULL,
                origin TEXT NOT NULL CHECK (origin IN ('person', 'staff')),
                since INTEGER NOT NULL,
                lift_at INTEGER,
                PRIMARY KEY (subject_id, origin)
            ) STRICT;
            CREATE INDEX privacy_restriction_lift ON privacy_restriction (lift_at) WHERE lift_at IS NOT NULL;
            CREATE TABLE privacy_restricted_image (
                image_id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                since INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX privacy_restricted_image_subject ON privacy_restricted_image (subject_id);
            """
        ),
        Migration(
            "privacy-042-hold",
            """
            CREATE TABLE privacy_hold (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                keeper_id BLOB NOT NULL,
                record TEXT NOT NULL,
                ground TEXT NOT NULL,
                words BLOB NOT NULL,
                proposer BLOB NOT NULL,
                approver BLOB,
                made_at INTEGER NOT NULL,
                approved_at INTEGER,
                review_at INTEGER NOT NULL,
                lifted_at INTEGER
            ) STRICT;
            CREATE INDEX privacy_hold_subject ON privacy_hold (subject_id);
            CREATE INDEX privacy_hold_record ON privacy_hold (record);
            """
        ),
        Migration(
            "privacy-043-erasures-by-end",
            "CREATE INDEX privacy_erasure_end ON privacy_erasure (finished_at) WHERE finished_at IS NOT NULL;"
        ),
    ]

    /// What Privacy itself stores about people: that somebody, whom nothing names any more, was erased.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "privacy_erasure",
            subject: .column("subject_id"),
            keep: .after("finished_at", .years(3), from: .closed),
            columns: [
                .subject("subject_id"),
                ledger("cause"),
                ledger("asked_at"),
                ledger("finished_at"),
                .impersonal("rows_deleted", because: "a count"),
                .key("removal_id"),
            ]
        ),
        InventoryTable(
            "privacy_freeze",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .subject("subject_id"),
                .personal(
                    "frozen_at",
                    .age,
                    for: ProtectChildren.definition,
                    storage: .plain,
                    export: .asStored,
                    erase: .deleteRow
                ),
            ]
        ),
        InventoryTable(
            ofNobody: "privacy_version",
            columns: [.key("id"), .impersonal("number", because: "how often anybody's state changed")]
        ),
        InventoryTable(
            "privacy_removal",
            subject: .column("subject_id"),
            keep: .after("finished_at", .years(3), from: .closed),
            columns: [
                .key("id"), .subject("subject_id"), .key("image_id"),
                choice("scope"), choice("asked_at"), choice("due_at"), choice("canceled_at"),
                choice("begun_at"), choice("finished_at"), choice("counts"), choice("retained"),
                .personal(
                    "notice",
                    .email,
                    for: NotifyByMail.definition,
                    storage: .sealed,
                    export: .omitted,
                    erase: .deleteRow
                ),
            ]
        ),
        InventoryTable(
            ofNobody: "privacy_mark",
            columns: [
                .key("id"), .impersonal("number", because: "how far the ledger beside the keys is known"),
            ]
        ),
        InventoryTable(
            "privacy_restriction",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [.subject("subject_id"), choice("origin"), choice("since"), choice("lift_at")]
        ),
        InventoryTable(
            "privacy_restricted_image",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [.key("image_id"), .subject("subject_id"), choice("since")]
        ),
        InventoryTable(
            "privacy_hold",
            subject: .column("subject_id"),
            keep: .withSubject,
            shownOnce: "approved_at",
            columns: [
                .key("id"), .subject("subject_id"), somebodyElse("keeper_id"), .key("record"),
                somebodyElse("proposer"), somebodyElse("approver"),
                choice("ground"), choice("made_at"), choice("approved_at"), choice("review_at"),
                choice("lifted_at"),
                .personal(
                    "words",
                    .privacyChoice,
                    for: HonourRights.definition,
                    storage: .sealed,
                    export: .omitted,
                    erase: .deleteRow
                ),
            ]
        ),
    ]

    private static func choice(_ name: String) -> InventoryColumn {
        .personal(
            name,
            .privacyChoice,
            for: HonourRights.definition,
            storage: .plain,
            export: .asStored,
            erase: .deleteRow
        )
    }

    /// An id that is not the person's: of staff, or of whom a record goes over to.
    private static func somebodyElse(_ name: String) -> InventoryColumn {
        .personal(
            name,
            .pseudonym,
            for: HonourRights.definition,
            storage: .plain,
            export: .omitted,
            erase: .deleteRow
        )
    }

    private static func ledger(_ name: String) -> InventoryColumn {
        .personal(
            name,
            .privacyChoice,
            for: HonourRights.definition,
            storage: .plain,
            export: .asStored,
            erase: .keep(.legalObligation)
        )
    }
}
