import Kernel
import Store

extension Archives {
    static let transferMigration = Migration(
        "privacy-052-transfer",
        """
        CREATE TABLE privacy_push (
            id BLOB NOT NULL PRIMARY KEY,
            subject_id BLOB NOT NULL,
            export_id BLOB NOT NULL,
            address BLOB,
            status TEXT NOT NULL,
            reason TEXT,
            answer INTEGER,
            tries INTEGER NOT NULL,
            asked_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        CREATE INDEX privacy_push_export ON privacy_push (export_id, id);
        CREATE INDEX privacy_push_subject ON privacy_push (subject_id);
        CREATE INDEX privacy_push_age ON privacy_push (asked_at);
        CREATE TABLE privacy_arrival (
            id BLOB NOT NULL PRIMARY KEY,
            subject_id BLOB NOT NULL,
            token_index BLOB NOT NULL UNIQUE,
            made_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER,
            delivery_index BLOB
        ) STRICT;
        CREATE INDEX privacy_arrival_subject ON privacy_arrival (subject_id);
        CREATE INDEX privacy_arrival_expiry ON privacy_arrival (expires_at);
        """
    )

    /// That an archive was sent elsewhere; where to is kept for as long as it is on its way.
    static let pushes = InventoryTable(
        "privacy_push",
        subject: .column("subject_id"),
        keep: .after("asked_at", .days(8)),
        columns: [
            .key("id"), .subject("subject_id"), .key("export_id"),
            secret("address", .sealed), column("status"), column("reason"),
            .impersonal("answer", because: "another server's status, a number of the protocol"),
            .impersonal("tries", because: "a count"),
            column("asked_at"), column("ended_at"),
        ]
    )

    /// Where an archive may come from elsewhere: the address's hash, for the hour of its use.
    static let arrivals = InventoryTable(
        "privacy_arrival",
        subject: .column("subject_id"),
        keep: .until("expires_at", .days(1)),
        columns: [
            .key("id"), .subject("subject_id"), secret("token_index", .keyedHash), column("made_at"),
            column("expires_at"), column("used_at"), secret("delivery_index", .keyedHash),
        ]
    )

    private static func secret(_ name: String, _ storage: StorageForm) -> InventoryColumn {
        .personal(
            name,
            .credential,
            for: HonourRights.definition,
            storage: storage,
            export: .omitted,
            erase: .deleteRow
        )
    }
}
