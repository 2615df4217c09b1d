import FoundationEssentials
import Kernel
import Store

/// The SQL of `studio_share`: the links to pictures that are open, and those that have run out and are not yet swept.
struct ShareRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ share: Share, of subject: SubjectID, found index: Data) throws {
        try tx.run(
            """
            INSERT INTO studio_share (id, subject_id, image_id, token_index, shows_words, expires_at, created_at)
            VALUES (\(share.id), \(subject), \(share.image), \(index), \(share.showsWords),
                \(share.expiresAt), \(share.madeAt))
            """
        )
    }

    func count(of subject: SubjectID, at now: Timestamp) throws -> Int {
        try tx.first(
            "SELECT count(*) AS number FROM studio_share WHERE subject_id = \(subject) AND expires_at > \(now)"
        ) { try $0.get("number") } ?? 0
    }

    /// Those of a picture that are open, newest first.
    func shares(of image: ImageID, of subject: SubjectID, at now: Timestamp) throws -> [Share] {
        try tx.all(
            """
            SELECT id, image_id, shows_words, expires_at, created_at FROM studio_share
            WHERE image_id = \(image) AND subject_id = \(subject) AND expires_at > \(now) ORDER BY id DESC
            """,
            Share.init(row:)
        )
    }

    /// What an address leads to, and whose that is; nil once it has run out.
    func find(_ index: Data, at now: Timestamp) throws -> (share: Share, owner: SubjectID)? {
        try tx.first(
            """
            SELECT id, image_id, shows_words, expires_at, created_at, subject_id FROM studio_share
            WHERE token_index = \(index) AND expires_at > \(now)
            """
        ) { try (Share(row: $0), $0.get("subject_id")) }
    }

    func delete(_ id: ShareID, of image: ImageID, of subject: SubjectID) throws -> Bool {
        try tx.run(
            """
            DELETE FROM studio_share WHERE id = \(id) AND image_id = \(image) AND subject_id = \(subject)
            """
        ) == 1
    }

    func delete(of images: [ImageID]) throws {
        try tx.run("DELETE FROM studio_share WHERE image_id IN (\(list: images))")
    }

    func hand(sharesOf job: JobID, to taker: SubjectID) throws {
        try tx.run(
            """
            UPDATE studio_share SET subject_id = \(taker)
            WHERE image_id IN (SELECT id FROM studio_image WHERE job_id = \(job))
            """
        )
    }
}

extension Share {
    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            image: row.get("image_id"),
            showsWords: row.get("shows_words"),
            madeAt: row.get("created_at"),
            expiresAt: row.get("expires_at")
        )
    }
}
