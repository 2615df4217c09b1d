import Engines
import FoundationEssentials
import Imaging
import Kernel
import Store
import Vault

/// The SQL of `studio_image`.
struct ImageRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Only an upload has a `name`, sealed even when its file had none, and only what was made elsewhere a `memory`.
    func insert(
        _ picture: Image,
        named name: Sealed? = nil,
        memory: Sealed? = nil,
        of subject: SubjectID
    ) throws {
        try tx.run(
            """
            INSERT INTO studio_image (id, subject_id, job_id, position, width, height, seed, bytes, format, kind,
                name, memory, source, provider, parent_id, revision, made_at)
            VALUES (\(picture.id), \(subject), \(picture.job), \(picture.position), \(picture.size.width),
                \(picture.size.height), \(picture.seed), \(picture.bytes), \(picture.format), \(picture.kind),
                \(name?.bytes), \(memory?.bytes), \(picture.source), \(picture.provider), \(picture.parent),
                \(picture.revision), \(picture.madeAt))
            """
        )
    }

    /// What the files of those of these pictures that were brought were called.
    func names(of pictures: [ImageID]) throws -> [(ImageID, Sealed)] {
        try tx.all(
            "SELECT id, name FROM studio_image WHERE id IN (\(list: pictures)) AND name IS NOT NULL"
        ) {
            let id: ImageID = try $0.get("id")
            return (id, Sealed(try $0.get("name"), at: .name(of: id)))
        }
    }

    func setName(_ name: Sealed, of id: ImageID) throws {
        try tx.run("UPDATE studio_image SET name = \(name.bytes) WHERE id = \(id)")
    }

    /// What the engines of those of these pictures gave along with them that did.
    func memories(of pictures: [ImageID]) throws -> [(ImageID, Sealed)] {
        try tx.all(
            "SELECT id, memory FROM studio_image WHERE id IN (\(list: pictures)) AND memory IS NOT NULL"
        ) {
            let id: ImageID = try $0.get("id")
            return (id, Sealed(try $0.get("memory"), at: .memory(of: id)))
        }
    }

    func setMemory(_ memory: Sealed, of id: ImageID) throws {
        try tx.run("UPDATE studio_image SET memory = \(memory.bytes) WHERE id = \(id)")
    }

    func pictures(of job: JobID) throws -> [Image] {
        try tx.all(
            "SELECT \(Image.columns) FROM studio_image WHERE job_id = \(job) ORDER BY position",
            Image.init(row:)
        )
    }

    /// Those that these jobs made, of those that are the owner's.
    func pictures(of jobs: [JobID], owner: SubjectID) throws -> [Image] {
        try tx.all(
            """
            SELECT \(Image.columns) FROM studio_image
            WHERE job_id IN (\(list: jobs)) AND subject_id = \(owner) ORDER BY job_id, position
            """,
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

    /// Those of these pictures that are the subject's.
    func pictures(_ ids: [ImageID], of subject: SubjectID) throws -> [Image] {
        try tx.all(
            "SELECT \(Image.columns) FROM studio_image WHERE id IN (\(list: ids)) AND subject_id = \(subject)",
            Image.init(row:)
        )
    }

    func owner(of id: ImageID) throws -> SubjectID? {
        try tx.first("SELECT subject_id FROM studio_image WHERE id = \(id)") { try $0.get("subject_id") }
    }

    func setFavourite(_ moment: Timestamp?, _ id: ImageID, of subject: SubjectID) throws -> Bool {
        try tx.run(
            """
            UPDATE studio_image SET favourite_at = \(moment)
            WHERE id = \(id) AND subject_id = \(subject) AND kind = 'picture'
            """
        ) == 1
    }

    /// The subject's pictures, newest first, without masks unless they are asked for: those of a filter made before `earlier` whose prompts or file names hold
    /// all of `words`.
    func page(
        of subject: SubjectID,
        in filter: PictureFilter,
        before earlier: ImageID?,
        holding words: [Data],
        limit: Int
    ) throws -> [Image] {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        return try tx.all(
            """
            SELECT \(Image.columns) FROM studio_image
            WHERE subject_id = \(subject) AND kind = \(filter.kind) \(passing(filter)) \(start)
                \(holding(words, of: subject))
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

    /// What the subject has brought since a moment; the index leads from the ids of that moment.
    func uploads(of subject: SubjectID, since moment: Timestamp) throws -> Amount {
        let first = ImageID(UUIDv7(at: moment, counter: 0, chance: 0))
        return try tx.first(
            """
            SELECT count(*) AS number, coalesce(sum(bytes), 0) AS bytes FROM studio_image
            WHERE subject_id = \(subject) AND id >= \(first) AND name IS NOT NULL
            """
        ) { try Amount(count: $0.get("number"), bytes: $0.get("bytes")) } ?? Amount(count: 0, bytes: 0)
    }

    /// How many pictures the subject has whose prompts or file names hold all of `words`, without masks.
    func count(of subject: SubjectID, in filter: PictureFilter, holding words: [Data]) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS pictures FROM studio_image
            WHERE subject_id = \(subject) AND kind = \(filter.kind) \(passing(filter))
                \(holding(words, of: subject))
            """
        ) { try $0.get("pictures") } ?? 0
    }

    private func passing(_ filter: PictureFilter) -> SQL {
        switch filter {
        case .all: ""
        case .favourites: "AND favourite_at IS NOT NULL"
        case .uploads, .masks: "AND name IS NOT NULL"
        case .collection(let id):
            """
            AND id IN (SELECT image_id FROM studio_collection_image WHERE collection_id = \(id))
            """
        }
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

    func forms(
        of subject: SubjectID,
        after last: ImageID?,
        limit: Int
    ) throws -> [(id: ImageID, format: ImageFormat)] {
        let start: SQL = last.map { "AND id > \($0)" } ?? ""
        return try tx.all(
            """
            SELECT id, format FROM studio_image WHERE subject_id = \(subject) \(start) ORDER BY id LIMIT \(limit)
            """
        ) { try ($0.get("id"), $0.get("format")) }
    }

    func existing(among ids: [ImageID]) throws -> Set<ImageID> {
        Set(try tx.all("SELECT id FROM studio_image WHERE id IN (\(list: ids))") { try $0.get("id") })
    }

    func hand(picturesOf job: JobID, to taker: SubjectID) throws {
        try tx.run("UPDATE studio_image SET subject_id = \(taker) WHERE job_id = \(job)")
    }

    func hand(_ id: ImageID, to taker: SubjectID) throws {
        try tx.run("UPDATE studio_image SET subject_id = \(taker) WHERE id = \(id)")
    }

    func job(of id: ImageID) throws -> JobID? {
        try tx.first("SELECT job_id FROM studio_image WHERE id = \(id)") { try $0.get("job_id") }
    }

    func delete(_ id: ImageID, of subject: SubjectID) throws -> Bool {
        try tx.run("DELETE FROM studio_image WHERE id = \(id) AND subject_id = \(subject)") == 1
    }
}

extension PictureFilter {
    fileprivate var kind: Image.Kind { self == .masks ? .mask : .picture }
}

extension Image {
    fileprivate static let columns: SQL = """
        id, job_id, position, width, height, seed, bytes, format, kind,
        CASE WHEN name IS NULL THEN 0 ELSE 1 END AS is_upload, source, parent_id, revision, made_at, favourite_at,
        provider
        """

    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            job: row.get("job_id"),
            position: row.get("position"),
            size: PixelSize(width: row.get("width"), height: row.get("height")),
            seed: row.get("seed"),
            bytes: row.get("bytes"),
            format: row.get("format"),
            kind: row.get("kind"),
            isUpload: row.get("is_upload"),
            source: row.get("source"),
            madeAt: row.get("made_at"),
            parent: row.get("parent_id"),
            revision: row.get("revision"),
            favouriteAt: row.get("favourite_at"),
            provider: row.get("provider")
        )
    }
}

extension DigitalSourceType: SQLConvertible {}

extension ImageFormat: SQLConvertible {}
