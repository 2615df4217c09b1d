package import Kernel
package import Purposes
import Queue
import Store

/// Deleting a batch, step by step: whoever deletes pictures stands above Studio, and what a crash leaves can be done again.
extension Studio {
    /// How long somebody waits for pictures that are being made to be given up; another process notices within five seconds.
    package static let patienceWithJobs: Duration = .seconds(10)

    /// Stops a batch, what runs of it included; pictures that are done stay.
    /// - Throws: `Problem` `not_found`, for other people's batches too.
    package func stop(_ id: BatchID, under permit: borrowing Permit<ProvideService>) async throws {
        try await stop(id, evenRunning: true, under: permit)
    }

    /// The pictures that a stopped batch made, once nothing more of it is being made.
    /// - Throws: `Problem` `batch_running` where that takes too long.
    package func finalPictures(
        of id: BatchID,
        within patience: Duration = Studio.patienceWithJobs,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [ImageID] {
        let (subject, deadline) = (permit.subject, clock.now() + patience)
        let running = try await store.read { tx in
            try BatchRecords(tx, of: subject).openJobs(of: id, evenRunning: true)
        }
        for job in running {
            for await _ in changes(of: job) {
                if try await hasEnded(job) { break }
                guard clock.now() < deadline else { throw Problem(.batchRunning) }
            }
        }
        return try await store.read { tx in try BatchRecords(tx, of: subject).pictures(of: id) }
    }

    /// Forgets a batch with its rows: template, values, and what refusals said.
    ///
    /// Its jobs and pictures are not touched.
    /// - Throws: `Problem` `not_found`, for other people's batches too.
    package func delete(_ id: BatchID, under permit: borrowing Permit<ProvideService>) async throws {
        let (subject, studio) = (permit.subject, self)
        let isGone = try await store.write { tx -> Bool in
            guard try BatchRecords(tx, of: subject).delete(id) else { return false }
            _ = try studio.queue.cancel(FeedBatch.type, on: id.value, in: tx)
            return true
        }
        guard isGone else { throw Problem(.notFound) }
        queue.announceCancel(of: id.value)
        queue.announceChange(of: id.value)
    }

    private func hasEnded(_ job: JobID) async throws -> Bool {
        try await store.read { tx in try JobRecords(tx).job(job).map { $0.finishedAt != nil } ?? true }
    }
}
