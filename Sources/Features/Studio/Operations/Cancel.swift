import Billing
package import Kernel
package import Purposes
import Queue
import Store

extension Studio {
    /// Stops a job.
    ///
    /// Pictures that are done stay and stay paid; the rest is released. A job that has ended stays as it is.
    /// - Throws: `Problem` `not_found`, for other people's jobs too.
    package func cancel(_ id: JobID, under permit: borrowing Permit<ProvideService>) async throws -> Job {
        let (subject, studio, now) = (permit.subject, self, clock.now())
        let isKnown = try await store.write { tx -> Bool in
            guard let row = try JobRecords(tx).job(id, of: subject) else { return false }
            guard row.finishedAt == nil else { return true }
            if try studio.queue.cancel(RunJob.type, on: id.value, in: tx) == .removed {
                try studio.billing.release(holdOf: id, in: tx)
                try JobRecords(tx).finish(id, JobEnd(status: .canceled, failure: nil, notes: nil), at: now)
            }
            return true
        }
        guard isKnown else { throw Problem(.notFound) }
        queue.announceCancel(of: id.value)
        queue.announceChange(of: id.value)
        return try await job(id, under: permit)
    }
}
