import HTTPKit
import Kernel
import Studio
import Synchronization

/// How many clients wait for each job.
final class Audience: Sendable {
    private let sizes = Mutex<[JobID: Int]>([:])

    func size(of job: JobID) -> Int { sizes.withLock { $0[job, default: 0] } }

    fileprivate func enter(_ job: JobID) {
        sizes.withLock { $0[job, default: 0] += 1 }
    }

    /// - Returns: how many are left.
    fileprivate func leave(_ job: JobID) -> Int {
        sizes.withLock { sizes in
            let size = sizes[job, default: 1] - 1
            sizes[job] = size == 0 ? nil : size
            return size
        }
    }
}

/// Whether whoever asked still waits; while it lives, their leaving has the job looked at again.
final class WaitingClient: Sendable {
    private let job: JobID
    private let audience: Audience
    private let departure: Departure?
    private let watch: Int?
    private let hasLeft = Mutex(false)

    init(to job: JobID, in audience: Audience, _ studio: Studio, _ context: AppContext) async {
        (self.job, self.audience) = (job, audience)
        departure = await context.departure()
        watch = departure?.watch { studio.lookAgain(at: job) }
        audience.enter(job)
    }

    deinit {
        if let watch { departure?.forget(watch) }
        if !hasLeft.withLock({ $0 }) { _ = audience.leave(job) }
    }

    /// Whether they do not wait any more.
    var isGone: Bool { departure?.isGone == true }

    /// Waits no more.
    /// - Returns: whether nobody else does: a second try of one request may wait while the first has left. Of several who leave at
    ///   once, the last one is told so.
    func leaveAsLast() -> Bool {
        let isFirstTime = hasLeft.withLock { hasLeft in
            defer { hasLeft = true }
            return !hasLeft
        }
        return isFirstTime && audience.leave(job) == 0
    }

    /// - Throws: `AnswerBrokenOff` when they do not wait any more.
    func requireWaiting() throws {
        if isGone { throw AnswerBrokenOff() }
    }
}
