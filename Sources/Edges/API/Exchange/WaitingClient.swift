import HTTPKit
import Kernel
import Studio
import Synchronization

/// How many clients wait for each job.
final class Audience: Sendable {
    private let sizes = Mutex<[JobID: Int]>([:])

    func size(of job: JobID) -> Int { sizes.withLock { $0[job, default: 0] } }

    fileprivate func add(_ change: Int, of job: JobID) {
        sizes.withLock { sizes in
            let size = sizes[job, default: 0] + change
            sizes[job] = size == 0 ? nil : size
        }
    }
}

/// Whether whoever asked still waits; while it lives, their leaving has the job looked at again.
final class WaitingClient: Sendable {
    private let job: JobID
    private let audience: Audience
    private let departure: Departure?
    private let watch: Int?

    init(to job: JobID, in audience: Audience, _ studio: Studio, _ context: AppContext) async {
        (self.job, self.audience) = (job, audience)
        departure = await context.departure()
        watch = departure?.watch { studio.lookAgain(at: job) }
        audience.add(1, of: job)
    }

    deinit {
        if let watch { departure?.forget(watch) }
        audience.add(-1, of: job)
    }

    /// Whether they do not wait any more.
    var isGone: Bool { departure?.isGone == true }

    /// Whether nobody else asked for the same job: a second try of one request may wait while the first has left.
    var isAlone: Bool { audience.size(of: job) == 1 }

    /// - Throws: `AnswerBrokenOff` when they do not wait any more.
    func requireWaiting() throws {
        if isGone { throw AnswerBrokenOff() }
    }
}
