package import Kernel
package import Store

extension Archives {
    package static let migrations = [
        Migration(
            "privacy-050-export",
            """
            CREATE TABLE privacy_export (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                language TEXT NOT NULL,
                asked_at INTEGER NOT NULL,
                ready_at INTEGER,
                taken_at INTEGER,
                failed_at INTEGER,
                expires_at INTEGER,
                bytes INTEGER
            ) STRICT;
            CREATE INDEX privacy_export_subject ON privacy_export (subject_id, id);
            CREATE INDEX privacy_export_age ON privacy_export (asked_at);
            CREATE INDEX privacy_export_expiry ON privacy_export (expires_at) WHERE expires_at IS NOT NULL;
            """
        ),
        Migration(
            "privacy-051-import",
            """
            CREATE TABLE privacy_import (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                status TEXT NOT NULL,
                refusal TEXT,
                report TEXT,
                asked_at INTEGER NOT NULL,
                finished_at INTEGER
            ) STRICT;
            CREATE INDEX privacy_import_subject ON privacy_import (subject_id, id);
            CREATE INDEX privacy_import_age ON privacy_import (asked_at);
            """
        ),
        transferMigration,
    ]

    /// What is stored about archives: that one was asked for, sent or brought, and what became of it.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "privacy_export",
            subject: .column("subject_id"),
            keep: .after("asked_at", .days(8)),
            columns: [
                .key("id"), .subject("subject_id"),
                column("language", .language), column("asked_at"), column("ready_at"), column("taken_at"),
                column("failed_at"), column("expires_at"),
                .impersonal("bytes", because: "how large the archive is"),
            ]
        ),
        InventoryTable(
            "privacy_import",
            subject: .column("subject_id"),
            keep: .after("asked_at", .days(8)),
            columns: [
                .key("id"), .subject("subject_id"),
                column("status"), column("refusal"), column("report"), column("asked_at"),
                column("finished_at"),
            ]
        ),
        pushes,
        arrivals,
    ]

    /// The archives themselves, and those that are being read.
    package static let files = [
        InventoryFile(
            folder: "archives",
            keep: .byFeature(.days(1)),
            data: PersonalData(
                category: .content,
                purpose: HonourRights.definition,
                storage: .sealed,
                export: .omitted,
                erase: .deleteFile
            )
        )
    ]

    static func column(_ name: String, _ category: DataCategory = .privacyChoice) -> InventoryColumn {
        .personal(
            name,
            category,
            for: HonourRights.definition,
            storage: .plain,
            export: .asStored,
            erase: .deleteRow
        )
    }
}
