import Kernel
import Store
import Studio

/// What the database says when all is over.
struct ChaosBooks: Sendable {
    struct JobLine: Sendable {
        let id: JobID
        let status: Job.Status
        let failure: String?
        let count: Int
        let seed: Int
        let price: Credits
    }

    struct ImageLine: Sendable {
        let id: ImageID
        let job: JobID
        let position: Int
    }

    struct CallLine: Sendable {
        let job: JobID
        let position: Int
        let outcome: String?
        let hasEnded: Bool
    }

    struct EntryLine: Sendable {
        let job: JobID
        let kind: String
        let position: Int
        let credits: Credits
    }

    let jobs: [JobLine]
    let images: [JobID: [ImageLine]]
    let calls: [JobID: [CallLine]]
    let entries: [JobID: [EntryLine]]

    init(_ store: any Store) async throws {
        (jobs, images, calls, entries) = try await store.read { tx in
            (
                try Self.jobs(tx),
                Dictionary(grouping: try Self.images(tx), by: \.job),
                Dictionary(grouping: try Self.calls(tx), by: \.job),
                Dictionary(grouping: try Self.entries(tx), by: \.job)
            )
        }
    }

    private static func jobs(_ tx: Transaction) throws -> [JobLine] {
        try tx.all("SELECT id, status, failure, count, seed, price FROM studio_job ORDER BY id") { row in
            try JobLine(
                id: row.get("id"),
                status: row.get("status"),
                failure: row.get("failure"),
                count: row.get("count"),
                seed: row.get("seed"),
                price: row.get("price")
            )
        }
    }

    private static func images(_ tx: Transaction) throws -> [ImageLine] {
        try tx.all("SELECT id, job_id, position FROM studio_image ORDER BY id") { row in
            try ImageLine(id: row.get("id"), job: row.get("job_id"), position: row.get("position"))
        }
    }

    private static func calls(_ tx: Transaction) throws -> [CallLine] {
        try tx.all("SELECT job_id, position, outcome, ended_at FROM studio_call ORDER BY id") { row in
            let end: Timestamp? = try row.get("ended_at")
            return try CallLine(
                job: row.get("job_id"),
                position: row.get("position"),
                outcome: row.get("outcome"),
                hasEnded: end != nil
            )
        }
    }

    private static func entries(_ tx: Transaction) throws -> [EntryLine] {
        try tx.all(
            """
            SELECT job_id, kind, position, credits FROM billing_entry WHERE job_id IS NOT NULL ORDER BY id
            """
        ) { row in
            try EntryLine(
                job: row.get("job_id"),
                kind: row.get("kind"),
                position: row.get("position"),
                credits: row.get("credits")
            )
        }
    }
}
