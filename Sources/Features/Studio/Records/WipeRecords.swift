package import Kernel
import Store

/// The SQL that takes away what a person has made, all of it or one picture, but what must stay.
struct WipeRecords {
    private let tx: Transaction
    private let wipe: Wipe

    init(_ tx: Transaction, _ wipe: Wipe) {
        self.tx = tx
        self.wipe = wipe
    }

    /// Jobs that go whole; those of kept pictures stay with what made them.
    private var jobs: SQL {
        guard wipe.image == nil else { return "1 = 0" }
        return """
            subject_id = \(wipe.subject) AND created_at <= \(wipe.madeUntil) AND id NOT IN (\(list: wipe.keptJobs))
                AND id NOT IN (SELECT job_id FROM studio_image WHERE id IN (\(list: wipe.keptImages)))
            """
    }

    private var images: SQL {
        // Whoever it belonged to when a backup was made: its id names it.
        if let image = wipe.image { return "id = \(image)" }
        return """
            subject_id = \(wipe.subject) AND id NOT IN (\(list: wipe.keptImages))
                AND job_id NOT IN (\(list: wipe.keptJobs))
                AND job_id IN (
                    SELECT id FROM studio_job
                    WHERE subject_id = \(wipe.subject) AND created_at <= \(wipe.madeUntil)
                )
            """
    }

    private var ofJobs: SQL { "job_id IN (SELECT id FROM studio_job WHERE \(jobs))" }

    func counts() throws -> [(store: String, rows: Int)] {
        [
            ("studio_image", try count("SELECT count(*) AS number FROM studio_image WHERE \(images)")),
            ("studio_job", try count("SELECT count(*) AS number FROM studio_job WHERE \(jobs)")),
            ("studio_word", try count("SELECT count(*) AS number FROM studio_word WHERE \(ofJobs)")),
            ("studio_request", try count("SELECT count(*) AS number FROM studio_request WHERE \(ofJobs)")),
        ]
    }

    func imageIDs() throws -> [ImageID] {
        try tx.all("SELECT id FROM studio_image WHERE \(images)") { try $0.get("id") }
    }

    /// Jobs that wait or run and will go.
    func openJobs() throws -> [JobID] {
        try tx.all("SELECT id FROM studio_job WHERE finished_at IS NULL AND \(jobs)") { try $0.get("id") }
    }

    func delete() throws {
        try tx.run("DELETE FROM studio_image WHERE \(images)")
        try tx.run("DELETE FROM studio_word WHERE \(ofJobs)")
        try tx.run("DELETE FROM studio_request WHERE \(ofJobs)")
        try tx.run("DELETE FROM studio_job WHERE \(jobs)")
    }

    private func count(_ question: SQL) throws -> Int {
        try tx.first(question) { try $0.get("number") } ?? 0
    }
}

/// Which part of what a person has made goes.
package struct Wipe: Sendable {
    let subject: SubjectID
    let madeUntil: Timestamp
    /// Nil for everything.
    let image: ImageID?
    let keptImages: [ImageID]
    let keptJobs: [JobID]

    package init(
        of subject: SubjectID,
        madeUntil: Timestamp,
        image: ImageID?,
        keepingImages keptImages: [ImageID],
        keepingJobs keptJobs: [JobID]
    ) {
        self.subject = subject
        self.madeUntil = madeUntil
        self.image = image
        self.keptImages = keptImages
        self.keptJobs = keptJobs
    }
}
