package import Kernel
import Store

extension Studio {
    /// Notes whether the answer to the request that ordered a job reached its client whole; a cut one is joined by the next
    /// request of the same kind.
    package func noteAnswer(to job: JobID, isWhole: Bool) async throws {
        try await store.write { tx in try AttemptRecords(tx).note(isCut: !isWhole, of: job) }
    }

    /// Notes when the server starts that answers which were under way have not arrived.
    package func noteAnswersLost() async throws {
        try await store.write { tx in try AttemptRecords(tx).cutUnfinished() }
    }
}
