package import Kernel
package import Store

extension PrivacyChoices {
    package static let migrations = [
        Migration(
            "privacy-030-choices",
            """
            CREATE TABLE privacy_consent (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                purpose TEXT NOT NULL,
                state TEXT NOT NULL,
                at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL,
                policy_version TEXT NOT NULL,
                notice_hash TEXT NOT NULL,
                language TEXT NOT NULL,
                method TEXT NOT NULL
            ) STRICT;
            CREATE INDEX privacy_consent_subject ON privacy_consent (subject_id, purpose, id);
            CREATE INDEX privacy_consent_end ON privacy_consent (ends_at) WHERE state = 'given';
            CREATE TABLE privacy_objection (
                id BLOB NOT NULL PRIMARY KEY,
                subject_id BLOB NOT NULL,
                purpose TEXT NOT NULL,
                state TEXT NOT NULL,
                at INTEGER NOT NULL,
                ground BLOB
            ) STRICT;
            CREATE INDEX privacy_objection_subject ON privacy_objection (subject_id, purpose, id);
            CREATE INDEX privacy_objection_asked ON privacy_objection (id) WHERE state = 'asked';
            CREATE TABLE privacy_signal (
                subject_id BLOB NOT NULL PRIMARY KEY,
                source TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE privacy_browser (
                subject_id BLOB NOT NULL PRIMARY KEY,
                made_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX privacy_browser_end ON privacy_browser (expires_at);
            """
        )
    ]

    /// What it stores about people: what they decided, and since when their browser signals.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "privacy_consent",
            subject: .column("subject_id"),
            keep: .after("ends_at", .years(3), from: .consentEnded),
            columns: [
                .key("id"), .subject("subject_id"), choice("purpose"), choice("state"), choice("at"),
                choice("ends_at"), choice("policy_version"), choice("notice_hash"), choice("language"),
                choice("method"),
            ]
        ),
        InventoryTable(
            "privacy_objection",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .key("id"), .subject("subject_id"), choice("purpose"), choice("state"), choice("at"),
                .personal(
                    "ground",
                    .privacyChoice,
                    for: HonourRights.definition,
                    storage: .sealed,
                    export: .opened,
                    erase: .deleteRow
                ),
            ]
        ),
        InventoryTable(
            "privacy_signal",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [.subject("subject_id"), choice("source"), choice("at")]
        ),
        InventoryTable(
            "privacy_browser",
            subject: .column("subject_id"),
            keep: .subjectUntil("expires_at", .years(3), from: .consentEnded),
            columns: [.subject("subject_id"), choice("made_at"), choice("expires_at")]
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
}
