package import Kernel
package import Purposes
import Queue
import Store

extension Studio {
    /// Stops a batch: rows that wait are not ordered any more, and jobs that have not begun end; what runs is made.
    /// - Throws: `Problem` `not_found`, for other people's batches too.
    package func cancel(_ id: BatchID, under permit: borrowing Permit<ProvideService>) async throws -> Batch {
        try await stop(id, evenRunning: false, under: permit)
        return try await batch(id, under: permit)
    }

    /// Has nothing more of a batch be begun, and what runs end too where that is meant.
    /// - Throws: `Problem` `not_found`, for other people's batches too.
    func stop(
        _ id: BatchID,
        evenRunning: Bool,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let (subject, studio) = (permit.subject, self)
        let stopped = try await store.write { tx -> [JobID]? in
            let records = BatchRecords(tx, of: subject)
            guard try records.batch(id) != nil else { return nil }
            if try records.cancelWaiting(of: id) { try studio.tellIfOver(id, of: subject, in: tx) }
            _ = try studio.queue.cancel(FeedBatch.type, on: id.value, in: tx)
            let jobs = try records.openJobs(of: id, evenRunning: evenRunning)
            for job in jobs { try studio.stop(job, in: tx) }
            return jobs
        }
        guard let stopped else { throw Problem(.notFound) }
        queue.announceCancel(of: id.value)
        for job in stopped {
            queue.announceCancel(of: job.value)
            queue.announceChange(of: job.value)
        }
    }

    /// The key that a batch was ordered with; nil for a person's own, and where there is none.
    package func key(of id: BatchID, under permit: borrowing Permit<ProvideService>) async throws -> APIKeyID?
    {
        let subject = permit.subject
        return try await store.read { tx in try BatchRecords(tx, of: subject).key(of: id) }
    }

    /// Orders again what was refused or failed; where nothing was, nothing changes.
    /// - Throws: `Problem` `not_found`, for other people's batches too; `too_many_batches`.
    package func retry(_ id: BatchID, under permit: borrowing Permit<ProvideService>) async throws -> Batch {
        let (subject, studio) = (permit.subject, self)
        try await store.write { tx in
            let records = BatchRecords(tx, of: subject)
            try records.lock()
            guard try records.batch(id) != nil else { throw Problem(.notFound) }
            let others = try records.waitingBatches().filter { $0 != id }
            guard others.count < Batch.mostOpen else {
                throw Problem(.tooManyBatches, ["most": "\(Batch.mostOpen)"])
            }
            guard try records.retry(id) > 0 else { return }
            try studio.feed([id], of: subject, in: tx)
        }
        queue.wake()
        return try await batch(id, under: permit)
    }
}
