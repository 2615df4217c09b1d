import FoundationEssentials
package import Kernel
package import Purposes
import Queue
import Store
import Vault

extension Studio {
    /// A job of this person as it stands.
    /// - Throws: `Problem` `not_found`, for other people's jobs too.
    package func job(_ id: JobID, under permit: borrowing Permit<ProvideService>) async throws -> Job {
        let (subject, studio) = (permit.subject, self)
        let found = try await store.read { tx in
            try JobRecords(tx).job(id, of: subject).map { try studio.found($0, in: tx) }
        }
        guard let found else { throw Problem(.notFound) }
        return try await whole(found, under: permit)
    }

    /// Whether a job of this person has ended; nothing of it is opened for that.
    /// - Throws: `Problem` `not_found`, for other people's jobs too.
    package func hasEnded(
        _ id: JobID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Bool {
        let subject = permit.subject
        let state = try await store.read { tx in try JobRecords(tx).state(of: id, of: subject) }
        guard let state else { throw Problem(.notFound) }
        return state.status.isFinal
    }

    /// All that is stored of a job.
    func found(_ row: JobRow, in tx: Transaction) throws -> FoundJob {
        try FoundJob(
            row: row,
            inputs: InputRecords(tx).inputs(of: row.id),
            images: ImageRecords(tx).pictures(of: row.id),
            progress: row.finishedAt == nil ? progressOfWork(of: row.id, in: tx) : nil
        )
    }

    /// A job with its words opened.
    func whole(_ found: FoundJob, under permit: borrowing Permit<ProvideService>) async throws -> Job {
        let row = found.row
        var job = Job(
            row,
            prompt: try await open(row.prompt, under: permit),
            settings: try await open(row.settings, under: permit),
            inputs: found.inputs,
            notes: try await open(row.notes, under: permit),
            images: found.images,
            progress: Job.Progress(row.status, found.progress)
        )
        job.draft = row.finishedAt == nil ? drafts.draft(of: row.id) : nil
        return job
    }

    /// Ticks when the job may have changed, and at least once a second.
    package func changes(of job: JobID) -> AsyncStream<Void> {
        queue.changes(of: job.value)
    }

    /// Makes whoever follows a job look at it again, and at what else they wait for.
    package func lookAgain(at job: JobID) {
        queue.announceChange(of: job.value)
    }

    func open(_ prompt: Sealed, under permit: borrowing Permit<ProvideService>) async throws -> Prompt {
        let plain = try await vault.open(prompt, under: permit)
        return Prompt(stored: String(decoding: plain, as: UTF8.self))
    }

    func open(
        _ settings: Sealed?,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> JobSettings? {
        guard let settings else { return nil }
        return try await JobSettings(json: vault.open(settings, under: permit))
    }

    func open(_ notes: Sealed?, under permit: borrowing Permit<ProvideService>) async throws -> [Note] {
        guard let notes else { return [] }
        return try await JSONDecoder().decode([Note].self, from: vault.open(notes, under: permit))
    }
}

/// A job as it lies in the database, with what belongs to it.
struct FoundJob: Sendable {
    let row: JobRow
    let inputs: [JobInput]
    let images: [Image]
    let progress: WorkProgress?
}

extension Job.Progress {
    init(_ status: Job.Status, _ progress: WorkProgress?) {
        stage = progress?.stage ?? (status.isFinal ? "done" : "waiting")
        fraction = status.isFinal ? 1 : progress?.fraction ?? 0
    }
}
