package import Engines
package import Kernel

/// Which of somebody's jobs are asked for.
package struct JobFilter: Hashable, Sendable {
    package var status: Job.Status?
    /// Nil for all but the bringing of pictures, which is a job in name only.
    package var task: Model.Task?
    /// A model's id.
    package var model: String?
    /// The key that they were ordered with.
    package var key: APIKeyID?
    package var madeAfter: Timestamp?

    package init() {}
}

/// One page of jobs, newest first.
package struct JobList: Sendable {
    package let jobs: [Job]
    /// Where the next page begins; nil on the last one.
    package let next: JobID?
}
