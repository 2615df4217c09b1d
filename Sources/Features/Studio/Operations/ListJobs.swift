package import Kernel
package import Purposes
import Store

extension Studio {
    /// How many jobs are looked at for one page: a filter that few of them pass must not read through all that there are.
    static let jobsLookedAt = 2_000

    /// The person's jobs, newest first: those of a filter made before `earlier`, at most `limit`, from 1 to `longestPage`.
    ///
    /// A page may hold fewer than asked for, or none, and still lead to a next one.
    package func jobs(
        passing filter: JobFilter,
        before earlier: JobID?,
        limit: Int,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> JobList {
        let (subject, studio) = (permit.subject, self)
        let count = min(max(limit, 1), Self.longestPage)
        let (found, next) = try await store.read { tx -> ([FoundJob], JobID?) in
            let records = JobRecords(tx)
            let floor = try records.id(after: Self.jobsLookedAt, of: subject, before: earlier)
            let rows = try records.page(
                of: subject,
                passing: filter,
                before: earlier,
                from: floor,
                limit: count + 1
            )
            let shown = rows.prefix(count)
            let next = rows.count > count ? shown.last?.id : filter.reaches(below: floor)
            return (try shown.map { try studio.found($0, in: tx) }, next)
        }
        var jobs: [Job] = []
        for job in found { jobs.append(try await whole(job, under: permit)) }
        return JobList(jobs: jobs, next: next)
    }
}

extension JobFilter {
    /// Where the next page begins that may hold jobs of this filter; nil where none can be further down.
    fileprivate func reaches(below floor: JobID?) -> JobID? {
        guard let floor, let madeAfter else { return floor }
        return floor.value.moment >= madeAfter ? floor : nil
    }
}
