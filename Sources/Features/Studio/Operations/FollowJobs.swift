package import Kernel
package import Purposes
import Queue
import Store

/// How a job stands, without its words.
package struct JobPulse: Hashable, Sendable {
    package let job: JobID
    package let status: Job.Status
    package let revision: Int
    package let progress: Double
    package let stage: String
    /// The number of its newest draft.
    package let draft: Int?
}

extension Studio {
    /// Ticks when one of the person's jobs may have changed, and at least once a second.
    package func changesOfJobs(of subject: SubjectID) -> Subscription<Void> {
        queue.follow(subject.value)
    }

    /// A job of the person as it stands now, each time that it has changed, and every quarter of a minute without.
    ///
    /// It ends after the job's end, and when the job is gone or may not be used any more. However many follow a job, it is looked at
    /// once.
    package func follow(_ job: JobID, under permit: borrowing Permit<ProvideService>) -> Subscription<Job> {
        let (subject, studio) = (permit.subject, self)
        return broadcast.follow(JobBroadcast.Target(job: job, subject: subject)) {
            studio.changes(of: job)
        } look: {
            let permit = try await studio.gate.permit(ProvideService.self, for: subject)
            return try await studio.job(job, under: permit)
        }
    }

    /// How these jobs of the person stand, and others that have not ended or were made after `newest`, `most` altogether.
    ///
    /// Without `newest` it is about what has not ended.
    /// - Returns: what there still is, oldest first, and the newest job up to which everything is known.
    package func pulses(
        of known: [JobID],
        orAfter newest: JobID?,
        most: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> (pulses: [JobPulse], newest: JobID) {
        let (subject, studio) = (permit.subject, self)
        return try await store.read { tx in
            let (records, room) = (JobRecords(tx), max(0, most - known.count))
            let others = try records.open(of: subject, orAfter: newest, limit: most)
                .filter { !known.contains($0) }
            let more = others.prefix(room)
            let pulses = try (known + more).sorted().compactMap {
                try studio.pulse(of: $0, of: subject, in: tx)
            }
            let isAll = others.count <= room
            let known = try newest ?? (isAll ? records.newest(of: subject) : nil) ?? JobID.none
            return (pulses, max(known, more.last ?? .none))
        }
    }

    private func pulse(of id: JobID, of subject: SubjectID, in tx: Transaction) throws -> JobPulse? {
        guard let (status, revision) = try JobRecords(tx).state(of: id, of: subject) else { return nil }
        let progress = Job.Progress(status, status.isFinal ? nil : try progressOfWork(of: id, in: tx))
        return JobPulse(
            job: id,
            status: status,
            revision: revision,
            progress: progress.fraction,
            stage: progress.stage,
            draft: status.isFinal ? nil : drafts.draft(of: id)?.number
        )
    }
}

extension JobID {
    /// Older than every job.
    fileprivate static var none: JobID { JobID(UUIDv7(high: 0, low: 0)) }
}
