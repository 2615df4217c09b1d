import Kernel
import Studio

/// What a response and what it holds are called: the job behind them by other words.
struct ResponseID: Hashable, Sendable {
    private static let (prefix, callPrefix) = ("resp_", "ig_")

    let job: JobID

    init(_ job: JobID) {
        self.job = job
    }

    init?(_ text: some StringProtocol) {
        self.init(text, after: Self.prefix)
    }

    /// By the picture that it made.
    init?(ofCall text: some StringProtocol) {
        self.init(text, after: Self.callPrefix)
    }

    private init?(_ text: some StringProtocol, after prefix: String) {
        guard text.hasPrefix(prefix), let value = UUIDv7(text: text.dropFirst(prefix.count)) else {
            return nil
        }
        job = JobID(value)
    }

    var text: String { Self.prefix + job.value.text }

    /// Of the picture that it made.
    var call: String { Self.callPrefix + job.value.text }

    /// Of what was said along with it, and of what was asked.
    var message: String { "msg_" + job.value.text }

    var question: String { "msg_q" + job.value.text }

    /// Whether a client means something that was made, whoever made it.
    static func isOfCall(_ text: String) -> Bool { text.hasPrefix(callPrefix) }
}
