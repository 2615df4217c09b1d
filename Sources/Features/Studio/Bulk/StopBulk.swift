package import Kernel
package import Purposes
import Queue
import Store

extension Studio {
    /// Stops a bulk: lines that wait are not ordered any more, and jobs that have not begun end; what runs is made.
    ///
    /// One that has ended stays as it is.
    /// - Throws: `Problem` `not_found`, for other people's bulks too.
    package func cancel(_ id: BulkID, under permit: borrowing Permit<ProvideService>) async throws -> Bulk {
        try await stop(id, .canceled, of: permit.subject)
        return try await bulk(id, under: permit)
    }

    /// Forgets a bulk with its lines and the files that it ended with; what runs of it is made, and its pictures stay.
    /// - Throws: `Problem` `not_found`, for other people's bulks too.
    package func delete(_ id: BulkID, under permit: borrowing Permit<ProvideService>) async throws {
        let (subject, studio) = (permit.subject, self)
        try await stop(id, .canceled, of: subject)
        let isGone = try await store.write { tx -> Bool in
            guard try BulkRecords(tx, of: subject).delete(id) else { return false }
            _ = try studio.queue.cancel(FeedBulk.type, on: id.value, in: tx)
            return true
        }
        guard isGone else { throw Problem(.notFound) }
        queue.announceCancel(of: id.value)
    }

    /// Stops bulks whose day is over.
    package func expireBulks() async throws {
        let now = clock.now()
        for (id, owner) in try await store.read({ tx in try BulkRecords.late(at: now, in: tx) }) {
            try await stop(id, .expired, of: owner)
        }
    }

    /// Ticks when a bulk may have changed, and at least once a second.
    package func changes(of bulk: BulkID) -> AsyncStream<Void> { queue.changes(of: bulk.value) }

    private func stop(_ id: BulkID, _ reason: BulkStop, of subject: SubjectID) async throws {
        let (studio, now) = (self, clock.now())
        let stopped = try await store.write { tx -> [JobID]? in
            let records = BulkRecords(tx, of: subject)
            guard let bulk = try records.bulk(id) else { return nil }
            guard bulk.endedAt == nil else { return [] }
            try records.stop(id, reason, at: now)
            try records.cancelWaiting(of: id)
            let jobs = try records.openJobs(of: id, evenRunning: false)
            for job in jobs { try studio.stop(job, in: tx) }
            // It has to end, whatever runs of it still.
            try studio.feedBulks([id], of: subject, in: tx)
            return jobs
        }
        guard let stopped else { throw Problem(.notFound) }
        queue.wake()
        queue.announceChange(of: id.value)
        for job in stopped {
            queue.announceCancel(of: job.value)
            queue.announceChange(of: job.value)
        }
    }
}
