package import Kernel
package import Store

extension CorrectionRelay {
    package static let migrations = [
        Migration(
            "privacy-035-correction",
            """
            CREATE TABLE privacy_correction (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                old_email BLOB NOT NULL,
                made_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX privacy_correction_subject ON privacy_correction (subject_id);
            """
        )
    ]

    /// An old address, for the moments until its copies have been reached.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "privacy_correction",
            subject: .column("subject_id"),
            keep: .byFeature(.days(1)),
            columns: [
                .key("id"),
                .subject("subject_id"),
                column("old_email", .email, storage: .sealed, export: .opened),
                column("made_at", .behavior, storage: .plain, export: .asStored),
            ]
        )
    ]

    private static func column(
        _ name: String,
        _ category: DataCategory,
        storage: StorageForm,
        export: ExportForm
    ) -> InventoryColumn {
        .personal(
            name,
            category,
            for: HonourRights.definition,
            storage: storage,
            export: export,
            erase: .deleteRow
        )
    }
}
