package import Kernel
package import Purposes
import Store

extension Studio {
    /// A job as the interface shows it that keeps interactions.
    /// - Throws: `Problem` `not_found` for one whose interaction has ended, and other people's.
    package func interaction(_ job: JobID, under permit: borrowing Permit<ProvideService>) async throws -> Job
    {
        let subject = permit.subject
        guard try await store.read({ tx in try InteractionRecords(tx).isOpen(job, of: subject) }) else {
            throw Problem(.notFound)
        }
        return try await self.job(job, under: permit)
    }

    /// Takes a job's interaction away, because its person deletes it or did not want it kept.
    ///
    /// The job and its pictures stay.
    package func endInteraction(_ job: JobID, under permit: borrowing Permit<ProvideService>) async throws {
        let (subject, now) = (permit.subject, clock.now())
        try await store.write { tx in try InteractionRecords(tx).end(job, of: subject, at: now) }
    }
}
