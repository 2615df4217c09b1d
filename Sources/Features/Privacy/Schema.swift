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
    ]

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
