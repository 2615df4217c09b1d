import Engines
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

    /// Jobs that go whole: of one picture only the bringing of it; those of kept pictures stay with what made them.
    private var jobs: SQL {
        if let image = wipe.image {
            return "task = 'upload' AND id IN (SELECT job_id FROM studio_image WHERE id = \(image))"
        }
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

    private var ofImages: SQL { "image_id IN (SELECT id FROM studio_image WHERE \(images))" }

    /// They go with all that was made, as batches do; of one picture none does.
    private var groups: SQL {
        wipe.image == nil ? "subject_id = \(wipe.subject) AND created_at <= \(wipe.madeUntil)" : "1 = 0"
    }

    func counts() throws -> [(store: String, rows: Int)] {
        [
            ("studio_image", try count("SELECT count(*) AS number FROM studio_image WHERE \(images)")),
            ("studio_job", try count("SELECT count(*) AS number FROM studio_job WHERE \(jobs)")),
            ("studio_input", try count("SELECT count(*) AS number FROM studio_input WHERE \(ofJobs)")),
            ("studio_word", try count("SELECT count(*) AS number FROM studio_word WHERE \(ofJobs)")),
            ("studio_share", try count("SELECT count(*) AS number FROM studio_share WHERE \(ofImages)")),
            (
                "studio_collection_image",
                try count("SELECT count(*) AS number FROM studio_collection_image WHERE \(ofImages)")
            ),
            (
                "studio_collection",
                try count("SELECT count(*) AS number FROM studio_collection WHERE \(groups)")
            ),
            ("studio_batch", try count("SELECT count(*) AS number FROM studio_batch WHERE \(groups)")),
            (
                "studio_batch_row",
                try count("SELECT count(*) AS number FROM studio_batch_row WHERE \(ofBatches)")
            ),
            ("studio_request", try count("SELECT count(*) AS number FROM studio_request WHERE \(ofJobs)")),
            ("studio_attempt", try count("SELECT count(*) AS number FROM studio_attempt WHERE \(ofJobs)")),
            ("studio_answer", try count("SELECT count(*) AS number FROM studio_answer WHERE \(groups)")),
            ("studio_file", try count("SELECT count(*) AS number FROM studio_file WHERE \(ofFiles)")),
            ("studio_bulk", try count("SELECT count(*) AS number FROM studio_bulk WHERE \(groups)")),
            (
                "studio_bulk_row",
                try count("SELECT count(*) AS number FROM studio_bulk_row WHERE \(ofBulks)")
            ),
            ("studio_delivery", try count("SELECT count(*) AS number FROM studio_delivery WHERE \(ofJobs)")),
        ]
    }

    private var ofBatches: SQL { "batch_id IN (SELECT id FROM studio_batch WHERE \(groups))" }

    private var ofBulks: SQL { "bulk_id IN (SELECT id FROM studio_bulk WHERE \(groups))" }

    /// A program's files go with their pictures, and all of them with all that was made.
    private var ofFiles: SQL {
        wipe.image == nil
            ? "(subject_id = \(wipe.subject) AND made_at <= \(wipe.madeUntil) AND image_id IS NULL OR \(ofImages))"
            : ofImages
    }

    /// Files of programs that have bytes of their own and will go.
    func files() throws -> [StoredFileID] {
        try tx.all("SELECT id FROM studio_file WHERE \(ofFiles) AND image_id IS NULL") { try $0.get("id") }
    }

    /// Bulks that will go.
    func bulks() throws -> [BulkID] {
        try tx.all("SELECT id FROM studio_bulk WHERE \(groups)") { try $0.get("id") }
    }

    /// Batches that will go.
    func batches() throws -> [BatchID] {
        try tx.all("SELECT id FROM studio_batch WHERE \(groups)") { try $0.get("id") }
    }

    func imageIDs() throws -> [ImageID] {
        try tx.all("SELECT id FROM studio_image WHERE \(images)") { try $0.get("id") }
    }

    /// Calls whose deliveries wait for a picture of a job that will go.
    func deliveries() throws -> [EngineCallID] {
        try tx.all("SELECT call_id FROM studio_delivery WHERE \(ofJobs)") { try $0.get("call_id") }
    }

    /// Jobs that wait or run and will go.
    func openJobs() throws -> [JobID] {
        try tx.all("SELECT id FROM studio_job WHERE finished_at IS NULL AND \(jobs)") { try $0.get("id") }
    }

    func delete() throws {
        try tx.run("DELETE FROM studio_input WHERE \(ofJobs)")
        try tx.run("DELETE FROM studio_word WHERE \(ofJobs)")
        try tx.run("DELETE FROM studio_request WHERE \(ofJobs)")
        try tx.run("DELETE FROM studio_attempt WHERE \(ofJobs)")
        try tx.run("DELETE FROM studio_delivery WHERE \(ofJobs)")
        try tx.run("DELETE FROM studio_share WHERE \(ofImages)")
        try tx.run("DELETE FROM studio_collection_image WHERE \(ofImages)")
        try tx.run("DELETE FROM studio_collection WHERE \(groups)")
        try tx.run("DELETE FROM studio_answer WHERE \(groups)")
        try tx.run("DELETE FROM studio_file WHERE \(ofFiles)")
        try tx.run("DELETE FROM studio_bulk_row WHERE \(ofBulks)")
        try tx.run("DELETE FROM studio_bulk WHERE \(groups)")
        try tx.run("DELETE FROM studio_batch_row WHERE \(ofBatches)")
        try tx.run("DELETE FROM studio_batch WHERE \(groups)")
        // A picture tells which bringing was its own; it goes with that.
        try tx.run("DELETE FROM studio_job WHERE \(jobs)")
        try tx.run("DELETE FROM studio_image WHERE \(images)")
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
