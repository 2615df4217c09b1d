import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `studio_batch` and `studio_batch_row`, of one person; what is asked of rows alone is in its extension.
struct BatchRecords {
    let tx: Transaction
    let subject: SubjectID

    init(_ tx: Transaction, of subject: SubjectID) {
        self.tx = tx
        self.subject = subject
    }

    /// Whose batch it is: for work that the server does by itself.
    static func owner(of id: BatchID, in tx: Transaction) throws -> SubjectID? {
        try tx.first("SELECT subject_id FROM studio_batch WHERE id = \(id)") { try $0.get("subject_id") }
    }

    /// Makes concurrent orders of one person take turns; SQLite's single writer does so already.
    func lock() throws {
        try tx.serialise(on: "studio_batch:\(subject.text)")
    }

    func insert(_ batch: StoredBatch, _ rows: [StoredBatchRow], _ claim: BatchClaim?) throws {
        try tx.run(
            """
            INSERT INTO studio_batch (id, subject_id, recipe, key_index, body_index, created_at, key_id,
                images_per_day, credits_per_month)
            VALUES (\(batch.id), \(subject), \(batch.recipe.bytes), \(claim?.key), \(claim?.body),
                \(batch.createdAt), \(batch.budget?.key), \(batch.budget?.imagesPerDay),
                \(batch.budget?.creditsPerMonth))
            """
        )
        for row in rows {
            try tx.run(
                """
                INSERT INTO studio_batch_row (id, batch_id, subject_id, position, content, status)
                VALUES (\(row.id), \(batch.id), \(subject), \(row.position), \(row.content.bytes), 'waiting')
                """
            )
        }
    }

    /// The batch that an earlier request of this key made, and the hash of what that one asked for.
    func earlier(_ key: Data, since moment: Timestamp) throws -> (id: BatchID, body: Data)? {
        try tx.first(
            """
            SELECT id, body_index FROM studio_batch
            WHERE subject_id = \(subject) AND key_index = \(key) AND created_at > \(moment)
            ORDER BY id DESC LIMIT 1
            """
        ) { try ($0.get("id"), $0.get("body_index")) }
    }

    /// Whether the batch that an earlier request of this key made was deleted.
    func isSpent(_ key: Data, at moment: Timestamp) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM studio_batch_claim
            WHERE subject_id = \(subject) AND key_index = \(key) AND expires_at > \(moment)
            """
        ) { _ in true } ?? false
    }

    func batch(_ id: BatchID) throws -> StoredBatch? {
        try tx.first(
            "\(StoredBatch.question) WHERE id = \(id) AND subject_id = \(subject)",
            StoredBatch.init(_:)
        )
    }

    /// Newest first.
    func batches(before earlier: BatchID?, limit: Int) throws -> [StoredBatch] {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        return try tx.all(
            "\(StoredBatch.question) WHERE subject_id = \(subject) \(start) ORDER BY id DESC LIMIT \(limit)",
            StoredBatch.init(_:)
        )
    }

    /// The key that a batch was ordered with.
    func key(of id: BatchID) throws -> APIKeyID? {
        let found = try tx.first(
            "SELECT key_id FROM studio_batch WHERE id = \(id) AND subject_id = \(subject)"
        ) { row -> APIKeyID? in try row.get("key_id") }
        return found ?? nil
    }

    /// Its idempotency key stays until it is over: a late retry must not order everything again.
    /// - Returns: whether it was there.
    func delete(_ id: BatchID) throws -> Bool {
        try tx.run(
            """
            INSERT INTO studio_batch_claim (subject_id, key_index, expires_at)
            SELECT subject_id, key_index, created_at + \(IdempotencyKey.lifetime.wholeMilliseconds) FROM studio_batch
            WHERE id = \(id) AND subject_id = \(subject) AND key_index IS NOT NULL
            ON CONFLICT (subject_id, key_index) DO UPDATE SET expires_at = excluded.expires_at
            """
        )
        try tx.run("DELETE FROM studio_batch_row WHERE batch_id = \(id) AND subject_id = \(subject)")
        return try tx.run("DELETE FROM studio_batch WHERE id = \(id) AND subject_id = \(subject)") == 1
    }

    /// Gives a batch to its new owner, all sealed anew; by its request's name nobody finds it any more.
    /// - Returns: whether it was the giver's still.
    func hand(_ batch: MovedBatch, to taker: SubjectID) throws -> Bool {
        let isThere =
            try tx.run(
                """
                UPDATE studio_batch SET subject_id = \(taker), recipe = \(batch.recipe.bytes), key_index = NULL,
                    body_index = NULL
                WHERE id = \(batch.id) AND subject_id = \(subject)
                """
            ) == 1
        guard isThere else { return false }
        for row in batch.rows {
            try tx.run(
                """
                UPDATE studio_batch_row SET subject_id = \(taker), content = \(row.content.bytes),
                    details = \(row.details?.bytes)
                WHERE id = \(row.id) AND subject_id = \(subject)
                """
            )
        }
        return true
    }
}

/// A client's name for one attempt to order a batch, and what it asked for, both hashed.
struct BatchClaim: Sendable {
    let key: Data
    let body: Data
}

/// A batch in its new owner's hands, ready to be stored.
struct MovedBatch: Sendable {
    struct Row: Sendable {
        let id: RowID
        let content: Sealed
        let details: Sealed?
    }

    let id: BatchID
    let recipe: Sealed
    let rows: [Row]
}

extension StoredBatch {
    fileprivate static let question: SQL = """
        SELECT id, recipe, created_at, key_id, images_per_day, credits_per_month FROM studio_batch
        """

    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        recipe = Sealed(try row.get("recipe"), at: .recipe(of: id))
        createdAt = try row.get("created_at")
        budget = try (row.get("key_id") as APIKeyID?).map { key in
            try KeyBudget(
                key,
                imagesPerDay: row.get("images_per_day"),
                creditsPerMonth: row.get("credits_per_month")
            )
        }
    }
}
