package import Engines
package import Kernel
import Store

/// How jobs went, told without a word of any of them.
package struct JobTally: Hashable, Sendable {
    /// Jobs by status, of those that were made since the beginning of the span.
    package let byStatus: [Job.Status: Int]
    /// Failed jobs by cause.
    package let byFailure: [String: Int]
    /// Ended jobs by model, and how many of them failed.
    package let byModel: [ModelTally]
}

package struct ModelTally: Hashable, Sendable {
    package let model: String
    package let ended: Int
    package let failed: Int
    package let lastFailure: Timestamp?
}

extension Studio {
    /// How the jobs went that were made since a moment.
    package func tally(since start: Timestamp) async throws -> JobTally {
        try await store.read { tx in try TallyRecords(tx).tally(since: start) }
    }

    /// How many jobs ended between two moments.
    package func jobsEnded(after start: Timestamp, until end: Timestamp) async throws -> Int {
        try await store.read { tx in try TallyRecords(tx).ended(after: start, until: end) }
    }

    /// Every model of the registry, those that were retired too.
    package var allModels: [Model] { models.models }

    /// Whether an engine of this installation runs the model.
    package func hasEngine(for model: Model) -> Bool { engines[model.engine] != nil }
}
