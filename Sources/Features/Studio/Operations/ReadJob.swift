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
        let (subject, queue) = (permit.subject, queue)
        let found = try await store.read { tx -> (JobRow, [Image], WorkProgress?)? in
            guard let row = try JobRecords(tx).job(id, of: subject) else { return nil }
            return try (
                row, ImageRecords(tx).pictures(of: id),
                row.finishedAt == nil ? queue.progress(of: RunJob.type, on: id.value, in: tx) : nil
            )
        }
        guard let (row, images, progress) = found else { throw Problem(.notFound) }
        return Job(
            row,
            prompt: try await open(row.prompt, under: permit),
            notes: try await open(row.notes, under: permit),
            images: images,
            progress: Job.Progress(row.status, progress)
        )
    }

    /// Ticks when the job may have changed, and at least once a second.
    package func changes(of job: JobID) -> AsyncStream<Void> {
        queue.changes(of: job.value)
    }

    func open(_ prompt: Sealed, under permit: borrowing Permit<ProvideService>) async throws -> Prompt {
        let plain = try await vault.open(prompt, under: permit)
        return try Prompt(String(decoding: plain, as: UTF8.self))
    }

    func open(_ notes: Sealed?, under permit: borrowing Permit<ProvideService>) async throws -> [Note] {
        guard let notes else { return [] }
        return try await JSONDecoder().decode([Note].self, from: vault.open(notes, under: permit))
    }
}

extension Job.Progress {
    fileprivate init(_ status: Job.Status, _ progress: WorkProgress?) {
        stage = progress?.stage ?? (status.isFinal ? "done" : "waiting")
        fraction = status.isFinal ? 1 : progress?.fraction ?? 0
    }
}
