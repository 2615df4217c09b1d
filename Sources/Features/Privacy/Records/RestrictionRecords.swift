import Kernel
import Store

/// The SQL of `privacy_restriction` and `privacy_restricted_image`.
struct RestrictionRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// - Returns: whether it was not there, or was about to end.
    func insert(_ origin: Restriction.Origin, _ subject: SubjectID, at now: Timestamp) throws -> Bool {
        let lines = try tx.run(
            """
            INSERT INTO privacy_restriction (subject_id, origin, since) VALUES (\(subject), \(origin), \(now))
            ON CONFLICT (subject_id, origin) DO UPDATE SET lift_at = NULL WHERE lift_at IS NOT NULL
            """
        )
        try VersionRecords(tx).raise()
        return lines == 1
    }

    /// - Returns: whether it was there.
    func delete(_ origin: Restriction.Origin, of subject: SubjectID) throws -> Bool {
        let lines = try tx.run(
            "DELETE FROM privacy_restriction WHERE subject_id = \(subject) AND origin = \(origin)"
        )
        try VersionRecords(tx).raise()
        return lines == 1
    }

    func restrictions(of subject: SubjectID) throws -> [Restriction] {
        try tx.all(
            """
            SELECT origin, since, lift_at FROM privacy_restriction WHERE subject_id = \(subject) ORDER BY since
            """
        ) { row in
            try Restriction(
                origin: row.get("origin"),
                since: row.get("since"),
                liftAt: row.get("lift_at")
            )
        }
    }

    func isRestricted(_ subject: SubjectID) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM privacy_restriction WHERE subject_id = \(subject) LIMIT 1") {
            _ in
            true
        } ?? false
    }

    /// Has all of somebody's restrictions end at a moment; one that ends sooner stays as it is.
    func lift(_ subject: SubjectID, at moment: Timestamp) throws {
        try tx.run(
            """
            UPDATE privacy_restriction SET lift_at = \(moment)
            WHERE subject_id = \(subject) AND (lift_at IS NULL OR lift_at > \(moment))
            """
        )
    }

    /// Ends what is due.
    func deleteDue(at now: Timestamp) throws -> Int {
        let lines = try tx.run("DELETE FROM privacy_restriction WHERE lift_at <= \(now)")
        if lines > 0 { try VersionRecords(tx).raise() }
        return lines
    }

    func restrict(_ image: ImageID, of subject: SubjectID, at now: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO privacy_restricted_image (image_id, subject_id, since)
            VALUES (\(image), \(subject), \(now)) ON CONFLICT (image_id) DO NOTHING
            """
        )
    }

    func free(_ image: ImageID, of subject: SubjectID) throws {
        try tx.run(
            "DELETE FROM privacy_restricted_image WHERE image_id = \(image) AND subject_id = \(subject)"
        )
    }

    func images(of subject: SubjectID) throws -> [ImageID] {
        try tx.all("SELECT image_id FROM privacy_restricted_image WHERE subject_id = \(subject)") {
            try $0.get("image_id")
        }
    }

    func tie(_ image: ImageID, to owner: SubjectID) throws {
        try tx.run("UPDATE privacy_restricted_image SET subject_id = \(owner) WHERE image_id = \(image)")
    }

    func isRestricted(_ image: ImageID) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM privacy_restricted_image WHERE image_id = \(image)") { _ in true
        }
            ?? false
    }
}
