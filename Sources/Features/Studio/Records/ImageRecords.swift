import Engines
import FoundationEssentials
import Kernel
import Store

/// The SQL of `studio_image`.
struct ImageRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ picture: Image, of subject: SubjectID) throws {
        try tx.run(
            """
            INSERT INTO studio_image (id, subject_id, job_id, position, width, height, seed, bytes, source,
                parent_id, revision, made_at)
            VALUES (\(picture.id), \(subject), \(picture.job), \(picture.position), \(picture.size.width),
                \(picture.size.height), \(picture.seed), \(picture.bytes), \(picture.source),
                \(picture.parent), \(picture.revision), \(picture.madeAt))
            """
        )
    }

    func pictures(of job: JobID) throws -> [Image] {
        try tx.all(
            "SELECT \(Image.columns) FROM studio_image WHERE job_id = \(job) ORDER BY position",
            Image.init(row:)
        )
    }

    /// The picture if it is the subject's.
    func picture(_ id: ImageID, of subject: SubjectID) throws -> Image? {
        try tx.first(
            "SELECT \(Image.columns) FROM studio_image WHERE id = \(id) AND subject_id = \(subject)",
            Image.init(row:)
        )
    }

    /// The subject's pictures, newest first: those made before `earlier` whose prompts hold all of `words`.
    func page(
        of subject: SubjectID,
        before earlier: ImageID?,
        holding words: [Data],
        limit: Int
    ) throws -> [Image] {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        return try tx.all(
            """
            SELECT \(Image.columns) FROM studio_image
            WHERE subject_id = \(subject) \(start) \(holding(words, of: subject))
            ORDER BY id DESC LIMIT \(limit)
            """,
            Image.init(row:)
        )
    }

    /// How many pictures the subject has, and how large they are together.
    func amount(of subject: SubjectID) throws -> (count: Int, bytes: Int) {
        try tx.first(
            """
            SELECT count(*) AS number, coalesce(sum(bytes), 0) AS bytes FROM studio_image
            WHERE subject_id = \(subject)
            """
        ) { try ($0.get("number"), $0.get("bytes")) } ?? (0, 0)
    }

    /// How many pictures the subject has whose prompts hold all of `words`.
    func count(of subject: SubjectID, holding words: [Data]) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS pictures FROM studio_image
            WHERE subject_id = \(subject) \(holding(words, of: subject))
            """
        ) { try $0.get("pictures") } ?? 0
    }

    private func holding(_ words: [Data], of subject: SubjectID) -> SQL {
        words.isEmpty
            ? ""
            : """
            AND job_id IN (
                SELECT job_id FROM studio_word WHERE subject_id = \(subject) AND word IN (\(list: words))
                GROUP BY job_id HAVING count(*) = \(words.count)
            )
            """
    }

    func ids(of subject: SubjectID) throws -> [ImageID] {
        try tx.all("SELECT id FROM studio_image WHERE subject_id = \(subject)") { try $0.get("id") }
    }

    func ids(
        of subject: SubjectID,
        after last: ImageID?,
        limit: Int
    ) throws -> [ImageID] {
        let start: SQL = last.map { "AND id > \($0)" } ?? ""
        return try tx.all(
            "SELECT id FROM studio_image WHERE subject_id = \(subject) \(start) ORDER BY id LIMIT \(limit)"
        ) { try $0.get("id") }
    }

    func existing(among ids: [ImageID]) throws -> Set<ImageID> {
        Set(try tx.all("SELECT id FROM studio_image WHERE id IN (\(list: ids))") { try $0.get("id") })
    }

    func hand(picturesOf job: JobID, to taker: SubjectID) throws {
        try tx.run("UPDATE studio_image SET subject_id = \(taker) WHERE job_id = \(job)")
    }

    func delete(_ id: ImageID, of subject: SubjectID) throws -> Bool {
        try tx.run("DELETE FROM studio_image WHERE id = \(id) AND subject_id = \(subject)") == 1
    }
}

extension Image {
    fileprivate static let columns: SQL =
        "id, job_id, position, width, height, seed, bytes, source, parent_id, revision, made_at"

    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            job: row.get("job_id"),
            position: row.get("position"),
            size: PixelSize(width: row.get("width"), height: row.get("height")),
            seed: row.get("seed"),
            bytes: row.get("bytes"),
            source: row.get("source"),
            madeAt: row.get("made_at"),
            parent: row.get("parent_id"),
            revision: row.get("revision")
        )
    }
}

extension DigitalSourceType: SQLConvertible {}
