import FoundationEssentials
package import Kernel
import Store

/// The SQL of `ring_key` and `ring_check`.
struct KeyRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ subject: SubjectID, wrapped: Data, at moment: Timestamp) throws {
        try tx.run(
            "INSERT INTO ring_key (subject_id, wrapped, made_at) VALUES (\(subject), \(wrapped), \(moment))"
        )
    }

    func wrapped(of subject: SubjectID) throws -> Data? {
        try tx.first("SELECT wrapped FROM ring_key WHERE subject_id = \(subject)") { try $0.get("wrapped") }
    }

    func delete(_ subject: SubjectID) throws {
        try tx.run("DELETE FROM ring_key WHERE subject_id = \(subject)")
    }

    func count() throws -> Int {
        try tx.first("SELECT count(*) AS number FROM ring_key") { try $0.get("number") } ?? 0
    }

    func check() throws -> Data? {
        try tx.first("SELECT sealed FROM ring_check WHERE id = 1") { try $0.get("sealed") }
    }

    func insertCheck(_ sealed: Data) throws {
        try tx.run("INSERT INTO ring_check (id, sealed) VALUES (1, \(sealed))")
    }
}

extension KeyRing {
    static let migrations = [
        Migration(
            "ring-001-keys",
            """
            CREATE TABLE ring_key (
                subject_id BLOB NOT NULL PRIMARY KEY,
                wrapped BLOB NOT NULL,
                made_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE ring_check (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                sealed BLOB NOT NULL
            ) STRICT;
            """
        ),
        Migration(
            "ring-002-erasures",
            """
            CREATE TABLE ring_erasure (
                number INTEGER NOT NULL PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                subject_id BLOB NOT NULL,
                scope TEXT NOT NULL,
                image_id BLOB,
                at INTEGER NOT NULL
            ) STRICT;
            """
        ),
    ]

    /// What the ring's own database stores about people.
    package static let inventory: [InventoryTable] = [
        InventoryTable(
            "ring_key",
            subject: .column("subject_id"),
            keep: .withSubject,
            columns: [
                .subject("subject_id"),
                .personal(
                    "wrapped",
                    .credential,
                    for: SecureService.definition,
                    storage: .sealed,
                    export: .omitted,
                    erase: .deleteRow
                ),
                .impersonal("made_at", because: "when the key was made; the row goes with the key"),
            ]
        ),
        InventoryTable(
            "ring_erasure",
            subject: .column("subject_id"),
            keep: .after("at", keep, from: .closed),
            columns: [
                .subject("subject_id"), .key("id"), .key("image_id"),
                .impersonal("number", because: "the place of the line in the ledger"),
                ledger("scope"), ledger("at"),
            ]
        ),
        InventoryTable(
            ofNobody: "ring_check",
            columns: [
                .key("id"), .impersonal("sealed", because: "a constant, sealed, to know the master key by"),
            ]
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
