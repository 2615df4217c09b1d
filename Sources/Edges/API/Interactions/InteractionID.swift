import Kernel
import Studio

/// What an interaction is called: the job behind it by another word.
struct InteractionID: Hashable, Sendable {
    private static let prefix = "int_"

    let job: JobID

    init(_ job: JobID) {
        self.job = job
    }

    init?(_ text: some StringProtocol) {
        guard text.hasPrefix(Self.prefix), let value = UUIDv7(text: text.dropFirst(Self.prefix.count)) else {
            return nil
        }
        job = JobID(value)
    }

    var text: String { Self.prefix + job.value.text }

    /// Of what was refused before there was a job; nobody finds it again.
    static func ofNothing(_ request: String) -> String { prefix + request }
}
