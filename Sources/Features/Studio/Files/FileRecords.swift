import FoundationEssentials
package import Kernel
import Store
import Vault

/// The SQL of `studio_file`.
struct FileRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Inserts a file; `body` is a hash of the request that brought it, of one that was brought.
    func insert(_ file: FileRow, _ body: Data? = nil, of subject: SubjectID) throws {
        let parts = StoredParts(file.content)
        try tx.run(
            """
            INSERT INTO studio_file (id, subject_id, details, purpose, media_type, bytes, image_id, bulk_id, part,
                body_index, made_at, expires_at)
            VALUES (\(file.id), \(subject), \(file.details.bytes), \(file.purpose), \(file.mediaType),
                \(file.bytes), \(parts.image), \(parts.bulk), \(parts.part), \(body), \(file.madeAt),
                \(file.expiresAt))
            """
        )
    }

    /// The file if it is the subject's and its time is not over.
    func file(_ id: StoredFileID, of subject: SubjectID, now: Timestamp) throws -> FileRow? {
        try tx.first(
            """
            \(FileRow.question) WHERE id = \(id) AND subject_id = \(subject) AND expires_at > \(now)
            """,
            FileRow.init(_:)
        )
    }

    /// The newest file that was brought by this very request.
    func newest(_ body: Data, of subject: SubjectID, since moment: Timestamp) throws -> FileRow? {
        try tx.first(
            """
            \(FileRow.question) WHERE subject_id = \(subject) AND body_index = \(body) AND made_at > \(moment)
            ORDER BY id DESC LIMIT 1
            """,
            FileRow.init(_:)
        )
    }

    func files(
        of subject: SubjectID,
        _ page: FilePage,
        now: Timestamp
    ) throws -> [FileRow] {
        let purpose: SQL = page.purpose.map { "AND purpose = \($0)" } ?? ""
        let start: SQL
        let order: SQL
        if page.isOldestFirst {
            start = page.after.map { "AND id > \($0)" } ?? ""
            order = "ORDER BY id"
        } else {
            start = page.after.map { "AND id < \($0)" } ?? ""
            order = "ORDER BY id DESC"
        }
        return try tx.all(
            """
            \(FileRow.question) WHERE subject_id = \(subject) AND expires_at > \(now) \(purpose) \(start)
            \(order) LIMIT \(page.limit + 1)
            """,
            FileRow.init(_:)
        )
    }

    /// The files that a bulk ended with.
    func outcomes(of bulk: BulkID, _ subject: SubjectID, now: Timestamp) throws -> [BulkPart: StoredFileID] {
        let files = try tx.all(
            """
            SELECT id, part FROM studio_file
            WHERE bulk_id = \(bulk) AND subject_id = \(subject) AND expires_at > \(now) AND part IS NOT NULL
            """
        ) { try ($0.get("part") as BulkPart, $0.get("id") as StoredFileID) }
        return Dictionary(files) { first, _ in first }
    }

    /// What the subject has brought since a moment that is no picture: those are counted as uploads.
    func brought(by subject: SubjectID, since moment: Timestamp) throws -> Amount {
        let first = StoredFileID(UUIDv7(at: moment, counter: 0, chance: 0))
        return try tx.first(
            """
            SELECT count(*) AS number, coalesce(sum(bytes), 0) AS bytes FROM studio_file
            WHERE subject_id = \(subject) AND id >= \(first) AND image_id IS NULL AND bulk_id IS NULL
            """
        ) { try Amount(count: $0.get("number"), bytes: $0.get("bytes")) } ?? Amount(count: 0, bytes: 0)
    }

    /// Those whose time is over, some at a time.
    func over(at now: Timestamp, limit: Int) throws -> [ExpiredFile] {
        try tx.all(
            """
            SELECT id, subject_id, image_id FROM studio_file WHERE expires_at <= \(now)
            ORDER BY expires_at LIMIT \(limit)
            """
        ) {
            try ExpiredFile(id: $0.get("id"), subject: $0.get("subject_id"), image: $0.get("image_id"))
        }
    }

    /// Those with bytes of their own: neither pictures nor outcomes.
    func linesIDs(of subject: SubjectID, after last: StoredFileID? = nil, limit: Int) throws -> [StoredFileID]
    {
        let start: SQL = last.map { "AND id > \($0)" } ?? ""
        return try tx.all(
            """
            SELECT id FROM studio_file
            WHERE subject_id = \(subject) AND image_id IS NULL AND bulk_id IS NULL \(start)
            ORDER BY id LIMIT \(limit)
            """
        ) { try $0.get("id") }
    }

    func ids(of subject: SubjectID) throws -> [StoredFileID] {
        try tx.all("SELECT id FROM studio_file WHERE subject_id = \(subject)") { try $0.get("id") }
    }

    func existing(among ids: [StoredFileID]) throws -> Set<StoredFileID> {
        Set(try tx.all("SELECT id FROM studio_file WHERE id IN (\(list: ids))") { try $0.get("id") })
    }

    /// - Returns: whether it was there.
    func delete(_ id: StoredFileID, of subject: SubjectID) throws -> Bool {
        try tx.run("DELETE FROM studio_file WHERE id = \(id) AND subject_id = \(subject)") == 1
    }

    /// Files of pictures that somebody else keeps from now on.
    static func forget(_ pictures: [ImageID], in tx: Transaction) throws {
        try tx.run("DELETE FROM studio_file WHERE image_id IN (\(list: pictures))")
    }
}

/// Which files are listed.
package struct FilePage: Hashable, Sendable {
    package let after: StoredFileID?
    package let limit: Int
    package let isOldestFirst: Bool
    package let purpose: StoredFile.Purpose?

    package init(
        after: StoredFileID? = nil,
        limit: Int,
        isOldestFirst: Bool = false,
        purpose: StoredFile.Purpose? = nil
    ) {
        self.after = after
        self.limit = limit
        self.isOldestFirst = isOldestFirst
        self.purpose = purpose
    }
}

/// A file whose time is over, with the picture that it brought.
package struct ExpiredFile: Hashable, Sendable {
    package let id: StoredFileID
    package let subject: SubjectID
    package let image: ImageID?

    package init(id: StoredFileID, subject: SubjectID, image: ImageID?) {
        self.id = id
        self.subject = subject
        self.image = image
    }
}

/// What lies behind a file, column by column.
private struct StoredParts {
    var image: ImageID?
    var bulk: BulkID?
    var part: BulkPart?

    init(_ content: StoredFile.Content) {
        switch content {
        case .picture(let id): image = id
        case .lines: break
        case .outcome(let id, let which): (bulk, part) = (id, which)
        }
    }
}

extension FileRow {
    fileprivate static let question: SQL = """
        SELECT id, details, purpose, media_type, bytes, image_id, bulk_id, part, made_at, expires_at
        FROM studio_file
        """

    fileprivate init(_ row: Row) throws {
        let id: StoredFileID = try row.get("id")
        let (image, bulk): (ImageID?, BulkID?) = (try row.get("image_id"), try row.get("bulk_id"))
        let part: BulkPart? = try row.get("part")
        let content: StoredFile.Content =
            if let image { .picture(image) } else if let bulk, let part { .outcome(bulk, part) } else {
                .lines
            }
        try self.init(
            id: id,
            details: Sealed(row.get("details"), at: .details(of: id)),
            purpose: row.get("purpose"),
            mediaType: row.get("media_type"),
            bytes: row.get("bytes"),
            content: content,
            madeAt: row.get("made_at"),
            expiresAt: row.get("expires_at")
        )
    }
}
