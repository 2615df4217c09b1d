import FoundationEssentials
import Kernel
import Studio

/// How a job ended, as surfaces tell it whose clients know pictures, refusals and errors, and no jobs.
enum JobEnding {
    case made(Image)
    /// Rules refused the words or what was shown: nothing was made.
    case refusedInput(Problem.Code)
    /// Something was made and is kept back.
    case refusedOutput(Problem.Code)
    case failed(Problem.Code)
    case canceled
    /// It has not.
    case none

    init(of job: Job) {
        switch job.status {
        case .queued, .running: self = .none
        case .canceled: self = job.images.first.map { .made($0) } ?? .canceled
        // One that was deleted since has left nothing to tell.
        case .succeeded: self = job.images.first.map { .made($0) } ?? .failed(.inputGone)
        case .failed: self = Self.ending(job.failure ?? .internalError)
        }
    }

    /// What a refusal that came before there was a job is told as; nil for those that are errors.
    init?(refusing problem: Problem) {
        switch Self.ending(problem.code) {
        case .failed: return nil
        case let ending: self = ending
        }
    }

    private static func ending(_ code: Problem.Code) -> JobEnding {
        switch code {
        case .promptRefused, .engineRefusedInput: .refusedInput(code)
        case .imageRefused, .engineRefusedOutput: .refusedOutput(code)
        default: .failed(code)
        }
    }
}

/// Where the words are that a job's problem is told in: upstream's trouble is not the client's, nor ours.
extension Problem.Code {
    /// Whether whoever makes the picture could not, whatever was asked of them.
    var isOfEngines: Bool {
        switch self {
        case .engineFailed, .engineUnavailable, .outcomeUnknown, .outsideFailed, .egressDenied,
            .transferDenied,
            .contractExpired, .jobExpired, .imageDamaged:
            true
        default: false
        }
    }
}
