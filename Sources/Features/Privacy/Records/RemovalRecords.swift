import FoundationEssentials
import Kernel
import Store

/// The SQL of `privacy_removal`.
struct RemovalRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ removal: Removal) throws {
        try tx.run(
            """
            INSERT INTO privacy_removal (id, subject_id, scope, image_id, asked_at, due_at, begun_at)
            VALUES (\(removal.id), \(removal.subject), \(removal.scope), \(removal.image), \(removal.askedAt),
                \(removal.dueAt), \(removal.begunAt))
            ON CONFLICT (id) DO NOTHING
            """
        )
    }

    func removal(_ id: RemovalID) throws -> Removal? {
        try tx.first(
            "SELECT \(Removal.columns) FROM privacy_removal WHERE id = \(id)",
            Removal.init(row:)
        )
    }

    /// What somebody asked for and what has not ended, the newest first.
    func open(of subject: SubjectID) throws -> [Removal] {
        try tx.all(
            """
            SELECT \(Removal.columns) FROM privacy_removal
            WHERE subject_id = \(subject) AND scope <> 'image' AND canceled_at IS NULL AND finished_at IS NULL
            ORDER BY id DESC LIMIT 20
            """,
            Removal.init(row:)
        )
    }

    func due(at now: Timestamp, limit: Int) throws -> [Removal] {
        try tx.all(
            """
            SELECT \(Removal.columns) FROM privacy_removal
            WHERE begun_at IS NULL AND canceled_at IS NULL AND due_at <= \(now) ORDER BY due_at LIMIT \(limit)
            """,
            Removal.init(row:)
        )
    }

    /// Begun and not ended, of what people made; whole people stand in `privacy_erasure`.
    func begun(limit: Int) throws -> [RemovalID] {
        try tx.all(
            """
            SELECT id FROM privacy_removal
            WHERE begun_at IS NOT NULL AND finished_at IS NULL AND scope <> 'everything'
            ORDER BY begun_at LIMIT \(limit)
            """
        ) { try $0.get("id") }
    }

    /// Whether what somebody made is going, and what stays of it is settled.
    func isTaking(from subject: SubjectID) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM privacy_removal
            WHERE subject_id = \(subject) AND scope = 'content' AND counts IS NOT NULL AND finished_at IS NULL
            """
        ) { _ in true } ?? false
    }

    /// Moves the beginning forward, never back.
    func hasten(_ id: RemovalID, to moment: Timestamp) throws {
        try tx.run("UPDATE privacy_removal SET due_at = min(due_at, \(moment)) WHERE id = \(id)")
    }

    /// Keeps what a hold leaves, for the report.
    func retain(_ retained: [Retained], of id: RemovalID) throws {
        let text = try Self.text(retained)
        try tx.run("UPDATE privacy_removal SET retained = \(text) WHERE id = \(id) AND retained IS NULL")
    }

    /// - Returns: whether it could still be stopped.
    func cancel(_ id: RemovalID, of subject: SubjectID, at now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE privacy_removal SET canceled_at = \(now)
            WHERE id = \(id) AND subject_id = \(subject) AND begun_at IS NULL AND canceled_at IS NULL
                AND due_at > \(now)
            """
        ) == 1
    }

    /// - Returns: whether it had not begun.
    func begin(_ id: RemovalID, at now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE privacy_removal SET begun_at = \(now)
            WHERE id = \(id) AND begun_at IS NULL AND canceled_at IS NULL
            """
        ) == 1
    }

    /// From here on the line is about nobody; what the last mail needs waits with it, sealed.
    func separate(_ id: RemovalID, notice: Data?) throws {
        try tx.run("UPDATE privacy_removal SET subject_id = NULL, notice = \(notice) WHERE id = \(id)")
    }

    func notice(_ id: RemovalID) throws -> Data? {
        try tx.first("SELECT notice FROM privacy_removal WHERE id = \(id)") { try $0.get("notice") as Data? }
            .flatMap { $0 }
    }

    func clearNotice(_ id: RemovalID) throws {
        try tx.run("UPDATE privacy_removal SET notice = NULL WHERE id = \(id)")
    }

    /// Keeps the first counting: after a crash there is less to count.
    func keep(_ counts: [StoreCount], of id: RemovalID) throws {
        let text = try Self.text(counts)
        try tx.run("UPDATE privacy_removal SET counts = \(text) WHERE id = \(id) AND counts IS NULL")
    }

    func finish(
        _ id: RemovalID,
        _ counts: [StoreCount],
        retaining retained: [Retained],
        at now: Timestamp
    ) throws {
        let (counts, retained) = (try Self.text(counts), try Self.text(retained))
        try tx.run(
            """
            UPDATE privacy_removal SET counts = \(counts), retained = \(retained), finished_at = \(now)
            WHERE id = \(id) AND finished_at IS NULL
            """
        )
    }

    /// Opens again what held records had kept from ending.
    func reopen(of subject: SubjectID) throws -> [RemovalID] {
        let ids: [RemovalID] = try tx.all(
            """
            SELECT id FROM privacy_removal
            WHERE subject_id = \(subject) AND scope = 'content' AND finished_at IS NOT NULL AND retained <> '[]'
            """
        ) { try $0.get("id") }
        try tx.run(
            "UPDATE privacy_removal SET finished_at = NULL, counts = NULL WHERE id IN (\(list: ids))"
        )
        return ids
    }

    private static func text(_ lines: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(lines), as: UTF8.self)
    }
}

extension Removal {
    fileprivate static let columns: SQL = """
        id, subject_id, scope, image_id, asked_at, due_at, canceled_at, begun_at, finished_at, counts, retained
        """

    fileprivate init(row: Row) throws {
        let (counts, retained): (String?, String?) = (try row.get("counts"), try row.get("retained"))
        try self.init(
            id: row.get("id"),
            subject: row.get("subject_id"),
            scope: row.get("scope"),
            image: row.get("image_id"),
            askedAt: row.get("asked_at"),
            dueAt: row.get("due_at"),
            canceledAt: row.get("canceled_at"),
            begunAt: row.get("begun_at"),
            finishedAt: row.get("finished_at"),
            counts: Self.lines(counts),
            retained: Self.lines(retained)
        )
    }

    private static func lines<Line: Decodable>(_ text: String?) throws -> [Line] {
        guard let text else { return [] }
        return try JSONDecoder().decode([Line].self, from: Data(text.utf8))
    }
}
