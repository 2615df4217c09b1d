import Outbound

/// Why another installation has not taken an archive.
package enum PushReason: String, CaseIterable, Sendable {
    // It answered.
    case unknownAddress = "unknown_address"
    case usedAddress = "used_address"
    case tooLarge = "too_large"
    /// It leads elsewhere, and nobody follows.
    case redirected
    /// It cannot take it just now.
    case busy
    case otherAnswer = "other_answer"
    // It could not be asked.
    case addressRefused = "address_refused"
    case unresolved
    case unreachable
    case untrusted
    case timedOut = "timed_out"
    case brokenOff = "broken_off"
    // It was not asked any more.
    /// The archive's own time was over.
    case expired
    case stopped
}

/// What came of one try.
struct PushOutcome: Sendable {
    /// Nil when the archive was taken.
    let reason: PushReason?
    /// The other server's status, where it refused.
    let answer: Int?
    /// Whether another try may go better.
    let isPassing: Bool

    static let expired = PushOutcome(reason: .expired, answer: nil, isPassing: false)

    var isTaken: Bool { reason == nil }

    /// How the push stands when this was its last try.
    var status: Push.Status {
        if isTaken { .sent } else if answer == nil { .failed } else { .refused }
    }
}

extension PushOutcome {
    init(_ answer: OutboundAnswer) {
        let status = answer.status
        // Nothing else says that it is there whole: a page that greets everybody does not.
        guard status != 202 else {
            self.init(reason: nil, answer: nil, isPassing: false)
            return
        }
        let reason: PushReason =
            switch status {
            case 300..<400: .redirected
            case 404: .unknownAddress
            case 410: .usedAddress
            case 413: .tooLarge
            case 408, 409, 425, 429, 503: .busy
            default: .otherAnswer
            }
        self.init(reason: reason, answer: status, isPassing: reason == .busy || status >= 500)
    }

    init(_ error: OutboundError) {
        switch error {
        case .addressRefused, .tlsRequired, .egressDenied, .transferDenied, .contractExpired:
            self.init(reason: .addressRefused, answer: nil, isPassing: false)
        case .unresolved: self.init(reason: .unresolved, answer: nil, isPassing: false)
        case .untrusted: self.init(reason: .untrusted, answer: nil, isPassing: false)
        case .unreachable: self.init(reason: .unreachable, answer: nil, isPassing: true)
        case .timedOut: self.init(reason: .timedOut, answer: nil, isPassing: true)
        case .tooLarge, .damaged: self.init(reason: .brokenOff, answer: nil, isPassing: true)
        }
    }
}
