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
        let (subject, studio) = (permit.subject, self)
        let isKnown = try await store.write { tx -> Bool in
            guard let row = try JobRecords(tx).job(id, of: subject) else { return false }
            guard row.finishedAt == nil else { return true }
            try studio.stop(id, in: tx)
            return true
        }
        guard isKnown else { throw Problem(.notFound) }
        queue.announceCancel(of: id.value)
        queue.announceChange(of: id.value)
        return try await job(id, under: permit)
    }

    /// Stops a job, or ends it at once if it has not begun; call `announceCancel` once the transaction has committed.
    func stop(_ id: JobID, in tx: Transaction) throws {
        guard try cancelWork(of: id, in: tx) == .removed else { return }
        try billing.release(holdOf: id, in: tx)
        try finish(id, JobEnd(status: .canceled, failure: nil, notes: nil), in: tx)
    }
}
