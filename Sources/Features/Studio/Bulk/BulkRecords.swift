import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `studio_bulk`, of one person.
struct BulkRecords {
    let tx: Transaction
    let subject: SubjectID

    init(_ tx: Transaction, of subject: SubjectID) {
        self.tx = tx
        self.subject = subject
    }

    /// Whose it is: for work that the server does by itself.
    static func owner(of id: BulkID, in tx: Transaction) throws -> SubjectID? {
        try tx.first("SELECT subject_id FROM studio_bulk WHERE id = \(id)") { try $0.get("subject_id") }
    }

    /// Those of anybody that have not ended though their time is over.
    static func late(at now: Timestamp, in tx: Transaction) throws -> [(BulkID, SubjectID)] {
        try tx.all(
            "SELECT id, subject_id FROM studio_bulk WHERE ended_at IS NULL AND expires_at <= \(now)"
        ) { try ($0.get("id"), $0.get("subject_id")) }
    }

    /// Makes concurrent orders of one person take turns; SQLite's single writer does so already.
    func lock() throws {
        try tx.serialise(on: "studio_batch:\(subject.text)")
    }

    func insert(_ bulk: StoredBulk, _ claim: BulkClaim) throws {
        try tx.run(
            """
            INSERT INTO studio_bulk (id, subject_id, key_id, dialect, details, file_id, stage, key_index, body_index,
                created_at, begun_at, expires_at)
            VALUES (\(bulk.id), \(subject), \(bulk.key), \(bulk.dialect), \(bulk.details.bytes), \(bulk.source),
                \(bulk.stage), \(claim.key), \(claim.body), \(bulk.createdAt), \(bulk.begunAt),
                \(bulk.expiresAt))
            """
        )
    }

    /// The bulk that an earlier request of this key made, and the hash of what that one asked for.
    func earlier(_ key: Data, since moment: Timestamp) throws -> (id: BulkID, body: Data?)? {
        try tx.first(
            """
            SELECT id, body_index FROM studio_bulk
            WHERE subject_id = \(subject) AND key_index = \(key) AND created_at > \(moment)
            ORDER BY id DESC LIMIT 1
            """
        ) { try ($0.get("id"), $0.get("body_index")) }
    }

    /// The newest bulk that was asked for in these very words.
    func newest(_ body: Data, since moment: Timestamp) throws -> BulkID? {
        try tx.first(
            """
            SELECT id FROM studio_bulk
            WHERE subject_id = \(subject) AND body_index = \(body) AND created_at > \(moment)
            ORDER BY id DESC LIMIT 1
            """
        ) { try $0.get("id") }
    }

    func bulk(_ id: BulkID) throws -> StoredBulk? {
        try tx.first(
            "\(StoredBulk.question) WHERE id = \(id) AND subject_id = \(subject)",
            StoredBulk.init(_:)
        )
    }

    /// Newest first.
    func bulks(before earlier: BulkID?, limit: Int) throws -> [StoredBulk] {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        return try tx.all(
            "\(StoredBulk.question) WHERE subject_id = \(subject) \(start) ORDER BY id DESC LIMIT \(limit)",
            StoredBulk.init(_:)
        )
    }

    /// Those that have not ended.
    func open() throws -> [BulkID] {
        try tx.all(
            "SELECT id FROM studio_bulk WHERE subject_id = \(subject) AND ended_at IS NULL ORDER BY id"
        ) {
            try $0.get("id")
        }
    }

    func begin(_ id: BulkID, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE studio_bulk SET stage = 'running', begun_at = \(now)
            WHERE id = \(id) AND subject_id = \(subject) AND stage = 'reading'
            """
        )
    }

    /// The first reason counts.
    func stop(_ id: BulkID, _ reason: BulkStop, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE studio_bulk SET stop = \(reason), stopped_at = \(now)
            WHERE id = \(id) AND subject_id = \(subject) AND ended_at IS NULL AND stop IS NULL
            """
        )
    }

    func end(_ id: BulkID, because failure: Problem.Code? = nil, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE studio_bulk SET stage = 'ended', ended_at = \(now), failure = \(failure?.rawValue)
            WHERE id = \(id) AND subject_id = \(subject) AND ended_at IS NULL
            """
        )
    }

    /// With its lines, and the files that it ended with.
    /// - Returns: whether it was there.
    func delete(_ id: BulkID) throws -> Bool {
        try tx.run("DELETE FROM studio_file WHERE bulk_id = \(id) AND subject_id = \(subject)")
        try tx.run("DELETE FROM studio_bulk_row WHERE bulk_id = \(id) AND subject_id = \(subject)")
        return try tx.run("DELETE FROM studio_bulk WHERE id = \(id) AND subject_id = \(subject)") == 1
    }
}

/// A client's name for one attempt, and what it asked for, both hashed.
struct BulkClaim: Sendable {
    let key: Data?
    let body: Data?
}

extension StoredBulk {
    fileprivate static let question: SQL = """
        SELECT id, key_id, dialect, details, file_id, stage, stop, failure, created_at, begun_at, stopped_at,
            ended_at, expires_at
        FROM studio_bulk
        """

    fileprivate init(_ row: Row) throws {
        let id: BulkID = try row.get("id")
        try self.init(
            id: id,
            key: row.get("key_id"),
            dialect: row.get("dialect"),
            details: Sealed(row.get("details"), at: .details(of: id)),
            source: row.get("file_id"),
            stage: row.get("stage"),
            stop: row.get("stop"),
            failure: row.get("failure"),
            createdAt: row.get("created_at"),
            begunAt: row.get("begun_at"),
            stoppedAt: row.get("stopped_at"),
            endedAt: row.get("ended_at"),
            expiresAt: row.get("expires_at")
        )
    }
}
