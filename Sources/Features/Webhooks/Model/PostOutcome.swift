import Kernel
import Outbound

/// What came of one try.
struct PostOutcome: Hashable, Sendable {
    /// Nil once it was taken.
    let reason: WebhookFailure?
    let answer: Int?
    /// How long the receiver asks to be left alone.
    let wish: Duration?

    var isTaken: Bool { reason == nil }

    init(reason: WebhookFailure?, answer: Int? = nil, wish: Duration? = nil) {
        self.reason = reason
        self.answer = answer
        self.wish = wish
    }

    /// A status alone decides; nobody reads what else the receiver has to say.
    init(_ head: OutboundHead) {
        let reason: WebhookFailure? =
            switch head.status {
            case 200..<300: nil
            case 300..<400: .redirected
            case 410: .gone
            default: .refused
            }
        let mayAsk = [429, 502, 503, 504].contains(head.status)
        let wish = mayAsk ? head.header("Retry-After").flatMap { UInt32($0) } : nil
        self.init(
            reason: reason,
            answer: head.status,
            wish: wish.map { min(.seconds(Int($0)), WebhookSchedule.longestWish) }
        )
    }

    init(_ error: OutboundError) {
        let reason: WebhookFailure =
            switch error {
            case .addressRefused, .tlsRequired, .egressDenied, .transferDenied, .contractExpired:
                .addressRefused
            case .unresolved: .unresolved
            case .unreachable: .unreachable
            case .untrusted: .untrusted
            case .timedOut: .timedOut
            case .tooLarge, .damaged: .brokenOff
            }
        self.init(reason: reason)
    }
}
