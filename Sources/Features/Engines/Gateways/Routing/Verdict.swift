import Kernel

/// What to do after a call that brought no picture.
enum Verdict: Hashable, Sendable {
    /// The same lane or another, after a pause.
    case again(after: Duration)
    /// Another key or server of the engine at once; without one, the next engine.
    case otherLane
    /// The engine that the person permits next.
    case nextEngine
    case stop(Problem.Code)
    case canceled

    /// Waits between tries, before chance spreads them by a quarter.
    private static let pauses: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]
    /// A server that wants to be left alone for longer is left for another.
    private static let longestPause: Duration = .seconds(60)

    /// - Parameters:
    ///   - failure: what came of the call.
    ///   - tries: how many calls there were for this picture, this one among them.
    ///   - earlier: how the ones before ended.
    ///   - isOwn: whether the server is the operator's, where a repeated call costs nobody.
    init(_ failure: GatewayFailure, tries: Int, earlier: [GatewayFailure.Reason], isOwn: Bool) {
        let pause = failure.pause ?? Self.pauses[min(tries, Self.pauses.count) - 1]
        let hasFailedSo = earlier.contains(failure.reason)
        self =
            switch failure.reason {
            case .refusedInput: .stop(.engineRefusedInput)
            case .refusedOutput: .stop(.engineRefusedOutput)
            case .noImage: hasFailedSo ? .stop(.engineRefusedOutput) : .again(after: .zero)
            case .invalidRequest: .stop(.engineRefusedRequest)
            case .unauthorised, .quotaExhausted: .otherLane
            case .modelGone: .nextEngine
            case .rateLimited: pause > Self.longestPause ? .otherLane : .again(after: pause)
            case .overloaded, .transport: pause > Self.longestPause ? .otherLane : .again(after: pause)
            case .denied: .stop(.egressDenied)
            case .unknown: isOwn && !hasFailedSo ? .otherLane : .stop(.outcomeUnknown)
            // What a provider made badly is paid for.
            case .engineFailed where !isOwn: .stop(.engineFailed)
            case .engineFailed: hasFailedSo ? .nextEngine : .otherLane
            case .cancelled: .canceled
            }
    }
}
