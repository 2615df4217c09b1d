package import Kernel
package import Store

extension Staff {
    package static let migrations = [
        Migration(
            "accounts-020-staff",
            """
            CREATE TABLE accounts_staff (
                subject_id BLOB NOT NULL PRIMARY KEY,
                role TEXT NOT NULL CHECK (role IN ('owner', 'support', 'privacy', 'finance', 'read-only')),
                made_at INTEGER NOT NULL,
                made_by BLOB
            ) STRICT;
            CREATE TABLE accounts_staff_session (
                session_id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                entered_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX accounts_staff_session_subject ON accounts_staff_session (subject_id);
            """
        ),
        Migration(
            "accounts-021-glass",
            """
            CREATE TABLE accounts_glass (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                session_id BLOB NOT NULL,
                scope TEXT NOT NULL CHECK (scope IN ('profile', 'work')),
                ground TEXT NOT NULL,
                opened_at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX accounts_glass_subject ON accounts_glass (subject_id, session_id);
            CREATE INDEX accounts_glass_end ON accounts_glass (ends_at);
            """
        ),
    ]

    /// What is kept of who is staff.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "accounts_staff",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .subject("subject_id"),
                column("role", .settings, ManageAccount.definition),
                column("made_at", .behavior, ManageAccount.definition),
                .key("made_by"),
            ]
        ),
        InventoryTable(
            "accounts_staff_session",
            subject: .column("subject_id"),
            keep: .byFeature(.days(30), since: "entered_at"),
            columns: [
                .key("session_id"),
                .subject("subject_id"),
                column("entered_at", .behavior, AccountForActs.definition),
            ]
        ),
        InventoryTable(
            "accounts_glass",
            subject: .column("subject_id"),
            keep: .until("ends_at", .days(1)),
            columns: [
                .key("id"),
                .subject("subject_id"),
                .key("session_id"),
                .impersonal(
                    "scope",
                    because: "a word of a closed list; the person reads it in the audit log"
                ),
                .impersonal(
                    "ground",
                    because: "a word of a closed list; the person reads it in the audit log"
                ),
                column("opened_at", .behavior, InspectWithReason.definition),
                column("ends_at", .behavior, InspectWithReason.definition),
            ]
        ),
    ]

    private static func column(
        _ name: String,
        _ category: DataCategory,
        _ purpose: PurposeDefinition
    ) -> InventoryColumn {
        .personal(
            name,
            category,
            for: purpose,
            storage: .plain,
            export: .asStored,
            erase: .deleteRow
        )
    }
}
