package import Kernel
package import Store

extension Accounts {
    package static let migrations = [
        Migration(
            "accounts-001-visitor",
            """
            CREATE TABLE accounts_visitor (
                subject_id BLOB NOT NULL PRIMARY KEY,
                token_index BLOB NOT NULL UNIQUE,
                made_at INTEGER NOT NULL,
                used_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX accounts_visitor_expiry ON accounts_visitor (expires_at);
            """
        )
    ]

    /// What Accounts stores about people.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "accounts_visitor",
            subject: .column("subject_id"),
            columns: [
                .subject("subject_id"),
                column("token_index", .cookie, storage: .keyedHash, export: .omitted),
                column("made_at", .behavior, storage: .plain, export: .asStored),
                column("used_at", .behavior, storage: .plain, export: .asStored),
                column("expires_at", .behavior, storage: .plain, export: .asStored),
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
            for: ProvideService.definition,
            storage: storage,
            keep: .days(7),
            export: export,
            erase: .deleteRow
        )
    }
}
