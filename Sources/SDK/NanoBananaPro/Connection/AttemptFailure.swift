/// An attempt that brought no answer that can be used.
struct AttemptFailure: Error {
    let error: NanoBananaProError
    /// Whether trying again may help.
    let isPassing: Bool
}

extension AttemptFailure {
    /// A connection's end.
    init(_ cause: TransportError) {
        let error =
            switch cause {
            case .unreachable:
                NanoBananaProError(
                    .serverUnreachable,
                    detail: "The server cannot be reached; check its address and the network."
                )
            case .lost:
                NanoBananaProError(
                    .connectionLost,
                    detail: "The connection broke before the answer was whole; try again."
                )
            case .timedOut:
                NanoBananaProError(.timedOut, detail: "The server was silent for too long; try again.")
            }
        self.init(error: error, isPassing: true)
    }

    /// Whatever a transport or a body threw; cancelling stays what it is.
    static func cause(of error: any Error) -> any Error {
        switch error {
        case is CancellationError, is AttemptFailure, is NanoBananaProError: error
        case let error as TransportError: AttemptFailure(error)
        default: AttemptFailure(TransportError.lost)
        }
    }
}

extension NanoBananaProError {
    static func unreadable(_ what: String, status: Int? = nil, requestID: String? = nil) -> NanoBananaProError
    {
        NanoBananaProError(
            .answerUnreadable,
            status: status,
            detail: "\(what); is it a Nano Banana Pro server of a version that this one knows?",
            requestID: requestID
        )
    }
}
