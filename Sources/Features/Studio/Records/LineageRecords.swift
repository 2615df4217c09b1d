import Engines
import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of what was made of what, of one person's pictures.
struct LineageRecords {
    private let tx: Transaction
    private let subject: SubjectID

    init(_ tx: Transaction, of subject: SubjectID) {
        self.tx = tx
        self.subject = subject
    }

    /// What went into these pictures; the one that a picture is another state of comes before its other ones.
    func parents(of images: [ImageID], limit: Int) throws -> [Descent] {
        try tx.all(
            """
            SELECT parent_id AS parent, id AS child, -1 AS place FROM studio_image
            WHERE id IN (\(list: images)) AND subject_id = \(subject) AND parent_id IS NOT NULL
            UNION ALL
            SELECT input.image_id, image.id, input.position FROM studio_image AS image
            JOIN studio_input AS input ON input.job_id = image.job_id AND input.role = 'picture'
            WHERE image.id IN (\(list: images)) AND image.subject_id = \(subject)
            ORDER BY place, child LIMIT \(limit)
            """,
            Descent.init(row:)
        )
    }

    /// What was made of these pictures, oldest first.
    func children(of images: [ImageID], limit: Int) throws -> [Descent] {
        try tx.all(
            """
            SELECT parent_id AS parent, id AS child FROM studio_image
            WHERE parent_id IN (\(list: images)) AND subject_id = \(subject)
            UNION
            SELECT input.image_id, image.id FROM studio_input AS input
            JOIN studio_image AS image ON image.job_id = input.job_id AND image.subject_id = \(subject)
            WHERE input.image_id IN (\(list: images)) AND input.role = 'picture'
            ORDER BY child, parent LIMIT \(limit)
            """,
            Descent.init(row:)
        )
    }

    /// What was done to make pictures of these jobs.
    func makings(of jobs: [JobID]) throws -> [MakingRow] {
        try tx.all(
            """
            SELECT id, task, prompt, settings FROM studio_job
            WHERE id IN (\(list: jobs)) AND subject_id = \(subject)
            """,
            MakingRow.init(row:)
        )
    }
}

/// What a job did, as it is stored.
struct MakingRow {
    let job: JobID
    let task: String
    let prompt: Sealed
    let settings: Sealed?
}

extension MakingRow {
    fileprivate init(row: Row) throws {
        let id: JobID = try row.get("id")
        let settings: Data? = try row.get("settings")
        try self.init(
            job: id,
            task: row.get("task"),
            prompt: Sealed(row.get("prompt"), at: .prompt(of: id)),
            settings: settings.map { Sealed($0, at: .settings(of: id)) }
        )
    }
}

extension Descent {
    fileprivate init(row: Row) throws {
        try self.init(parent: row.get("parent"), child: row.get("child"))
    }
}
