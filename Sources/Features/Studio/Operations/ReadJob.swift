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
        let found = try await store.read { tx -> (JobRow, [JobInput], [Image], WorkProgress?)? in
            guard let row = try JobRecords(tx).job(id, of: subject) else { return nil }
            return try (
                row, InputRecords(tx).inputs(of: id), ImageRecords(tx).pictures(of: id),
                row.finishedAt == nil ? studio.progressOfWork(of: id, in: tx) : nil
            )
        }
        guard let (row, inputs, images, progress) = found else { throw Problem(.notFound) }
        var job = Job(
            row,
            prompt: try await open(row.prompt, under: permit),
            settings: try await open(row.settings, under: permit),
            inputs: inputs,
            notes: try await open(row.notes, under: permit),
            images: images,
            progress: Job.Progress(row.status, progress)
        )
        job.draft = row.finishedAt == nil ? drafts.draft(of: id) : nil
        return job
    }

    /// Ticks when the job may have changed, and at least once a second.
    package func changes(of job: JobID) -> AsyncStream<Void> {
        queue.changes(of: job.value)
    }

    func open(_ prompt: Sealed, under permit: borrowing Permit<ProvideService>) async throws -> Prompt {
        let plain = try await vault.open(prompt, under: permit)
        return try Prompt(stored: String(decoding: plain, as: UTF8.self))
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

extension Job.Progress {
    fileprivate init(_ status: Job.Status, _ progress: WorkProgress?) {
        stage = progress?.stage ?? (status.isFinal ? "done" : "waiting")
        fraction = status.isFinal ? 1 : progress?.fraction ?? 0
    }
}
