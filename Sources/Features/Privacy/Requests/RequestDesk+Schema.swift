package import Kernel
package import Store

extension RequestDesk {
    package static let migrations = [
        Migration(
            "privacy-070-requests",
            """
            CREATE TABLE privacy_request (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                account_id BLOB,
                kind TEXT NOT NULL,
                channel TEXT NOT NULL,
                regime TEXT NOT NULL,
                language TEXT NOT NULL,
                state TEXT NOT NULL,
                received_at INTEGER NOT NULL,
                due_at INTEGER NOT NULL,
                extended_at INTEGER,
                verified_at INTEGER,
                closed_at INTEGER,
                ground TEXT,
                answer BLOB,
                email BLOB,
                email_index BLOB,
                text BLOB,
                source_index BLOB UNIQUE,
                agent TEXT,
                agent_request BLOB,
                callback BLOB,
                code_index BLOB,
                code_made_at INTEGER,
                code_tries INTEGER NOT NULL DEFAULT 0,
                codes INTEGER NOT NULL DEFAULT 0,
                alarm INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE INDEX privacy_request_open ON privacy_request (due_at, id) WHERE closed_at IS NULL;
            CREATE INDEX privacy_request_closed ON privacy_request (closed_at) WHERE closed_at IS NOT NULL;
            CREATE INDEX privacy_request_subject ON privacy_request (subject_id);
            CREATE INDEX privacy_request_account ON privacy_request (account_id) WHERE account_id IS NOT NULL;
            CREATE INDEX privacy_request_email ON privacy_request (email_index, received_at)
                WHERE email_index IS NOT NULL;
            CREATE TABLE privacy_request_event (
                id BLOB NOT NULL PRIMARY KEY,
                request_id BLOB NOT NULL,
                at INTEGER NOT NULL,
                state TEXT NOT NULL,
                actor TEXT NOT NULL CHECK (actor IN ('person', 'agent', 'staff', 'system')),
                actor_name TEXT,
                reason TEXT NOT NULL,
                note BLOB
            ) STRICT;
            CREATE INDEX privacy_request_event_request ON privacy_request_event (request_id, id);
            """
        )
    ]

    /// What a request tells about people; all but what the law lists is cleared when it is closed.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "privacy_request",
            subject: .column("subject_id"),
            keep: .byFeature(keep, from: .closed),
            columns: [
                .key("id"), .subject("subject_id"),
                column("account_id", .pseudonym, .plain, .omitted),
                plain("kind"), plain("channel"), plain("regime"),
                column("language", .language, .plain, .asStored),
                plain("state"), plain("received_at"), plain("due_at"), plain("extended_at"),
                plain("verified_at"), plain("closed_at"), plain("ground"),
                sealed("answer"), sealed("email", .email), sealed("text"),
                column("email_index", .email, .keyedHash, .omitted),
                column("source_index", .pseudonym, .keyedHash, .omitted),
                .impersonal("agent", because: "an organisation that the operator lists"),
                sealed("agent_request", .pseudonym), sealed("callback", .pseudonym),
                column("code_index", .credential, .keyedHash, .omitted),
                plain("code_made_at"),
                .impersonal("code_tries", because: "a count"), .impersonal("codes", because: "a count"),
                .impersonal("alarm", because: "which reminders of the deadline went out"),
            ]
        ),
        InventoryTable(
            "privacy_request_event",
            subject: .through("request_id", table: "privacy_request"),
            keep: .byFeature(keep, from: .closed),
            columns: [
                .key("id"), .key("request_id"), plain("at"), plain("state"),
                .impersonal("actor", because: "a word of a closed list"),
                .impersonal("actor_name", because: "an organisation, or a pseudonym of staff"),
                plain("reason"), sealed("note"),
            ]
        ),
    ]

    private static func plain(_ name: String) -> InventoryColumn {
        column(name, .privacyChoice, .plain, .asStored)
    }

    private static func sealed(_ name: String, _ category: DataCategory = .content) -> InventoryColumn {
        column(name, category, .sealed, .opened)
    }

    private static func column(
        _ name: String,
        _ category: DataCategory,
        _ storage: StorageForm,
        _ export: ExportForm
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
