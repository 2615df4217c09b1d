import FoundationEssentials
package import Kernel
import Store

/// What was erased, as it stands beside the keys.
///
/// The data's own ledger is as old as the data: a restored backup lacks what was erased after it was made. This one lies in the
/// ring, which backups keep apart, and tells a restored database what it must erase again before it serves.
package struct ErasedLine: Hashable, Sendable {
    /// The scope of whole people; features name their own.
    package static let everything = "everything"

    /// The deletion's id; the person's own where all of them went.
    package let id: UUIDv7
    package let subject: SubjectID
    package let scope: String
    package let image: ImageID?
    package let at: Timestamp
    /// Its place in the ledger, from 1; 0 for a line that is not written yet.
    package let number: Int64

    package init(
        id: UUIDv7,
        subject: SubjectID,
        scope: String,
        image: ImageID?,
        at moment: Timestamp,
        number: Int64 = 0
    ) {
        self.id = id
        self.subject = subject
        self.scope = scope
        self.image = image
        at = moment
        self.number = number
    }
}

extension KeyRing {
    /// Writes down, durably, that something of somebody was deleted whose key stays; again is harmless.
    package func note(_ line: ErasedLine) async throws {
        try await store.write(surviving: .powerCut) { tx in try LedgerRecords(tx).insert(line) }
    }

    /// What was erased after the line of this number, the oldest first.
    package func erased(after number: Int64, limit: Int) async throws -> [ErasedLine] {
        try await store.read { tx in try LedgerRecords(tx).lines(after: number, limit: limit) }
    }

    /// How long a line is kept: far longer than any copy that it cleans.
    static let keep = Period.years(3)

    /// Forgets whom old lines were about.
    ///
    /// The newest line's number stays, for the lines after it count on from there.
    package func forgetOldErasures() async throws {
        let limit = clock.now() - Self.keep.duration
        try await store.write(surviving: .powerCut) { tx in try LedgerRecords(tx).forget(before: limit) }
    }

    /// The number of the newest line; 0 where nothing was ever erased.
    package func lastErased() async throws -> Int64 {
        try await store.read { tx in try LedgerRecords(tx).last() }
    }
}

/// The SQL of `ring_erasure`.
struct LedgerRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ line: ErasedLine) throws {
        try tx.run(
            """
            INSERT INTO ring_erasure (number, id, subject_id, scope, image_id, at)
            VALUES ((SELECT coalesce(max(number), 0) + 1 FROM ring_erasure), \(line.id.bytes), \(line.subject),
                \(line.scope), \(line.image), \(line.at))
            ON CONFLICT (id) DO NOTHING
            """
        )
    }

    func lines(after number: Int64, limit: Int) throws -> [ErasedLine] {
        try tx.all(
            """
            SELECT number, id, subject_id, scope, image_id, at FROM ring_erasure
            WHERE number > \(number) ORDER BY number LIMIT \(limit)
            """
        ) { row in
            guard let id = UUIDv7(bytes: try row.get("id")) else { throw StoreError.unreadable(column: "id") }
            return try ErasedLine(
                id: id,
                subject: row.get("subject_id"),
                scope: row.get("scope"),
                image: row.get("image_id"),
                at: row.get("at"),
                number: row.get("number")
            )
        }
    }

    func forget(before limit: Timestamp) throws {
        try tx.run(
            """
            DELETE FROM ring_erasure
            WHERE at < \(limit) AND number < (SELECT max(number) FROM ring_erasure)
            """
        )
        let nobody = SubjectID(UUIDv7(at: Timestamp(milliseconds: 0), counter: 0, chance: 0))
        try tx.run(
            """
            UPDATE ring_erasure SET id = \(nobody), subject_id = \(nobody), image_id = NULL
            WHERE at < \(limit)
            """
        )
    }

    func last() throws -> Int64 {
        try tx.first("SELECT coalesce(max(number), 0) AS number FROM ring_erasure") { try $0.get("number") }
            ?? 0
    }
}
