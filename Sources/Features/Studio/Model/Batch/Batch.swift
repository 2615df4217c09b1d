import FoundationEssentials
package import Kernel
import Store
import Vault

package enum BatchKind: Identified {
    package static let idPrefix = "bat"
}

package typealias BatchID = ID<BatchKind>

/// Many orders that were given together, as their owner sees them.
package struct Batch: Hashable, Sendable {
    /// Batches of one person that wait or run.
    package static let mostOpen = 5

    package let id: BatchID
    package let recipe: BatchRecipe
    /// Rows by how they stand.
    package let counts: [BatchRow.Status: Int]
    /// What its jobs cost, or may cost while they run.
    package let price: Credits
    package let createdAt: Timestamp

    package init(
        id: BatchID,
        recipe: BatchRecipe,
        counts: [BatchRow.Status: Int],
        price: Credits,
        createdAt: Timestamp
    ) {
        self.id = id
        self.recipe = recipe
        self.counts = counts
        self.price = price
        self.createdAt = createdAt
    }

    package var count: Int { counts.values.reduce(0, +) }

    package var ended: Int { counts.filter { $0.key.isFinal }.values.reduce(0, +) }

    /// From 0 to 1.
    package var progress: Double { count == 0 ? 1 : Double(ended) / Double(count) }

    package var isOver: Bool { ended == count }

    /// Rows that can be tried again.
    package var failures: Int { counts[.failed, default: 0] + counts[.refused, default: 0] }
}

/// One row of a batch, and what became of it.
package struct BatchRow: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable, SQLConvertible {
        /// Not ordered yet: jobs before it have its place.
        case waiting
        case queued
        case running
        case succeeded
        case failed
        case canceled
        /// It could not be ordered, and cost nothing.
        case refused

        package var isFinal: Bool {
            switch self {
            case .waiting, .queued, .running: false
            case .succeeded, .failed, .canceled, .refused: true
            }
        }
    }

    /// From 0.
    package let position: Int
    /// Where it stood, from 1.
    package let line: Int
    package let prompt: Prompt
    package let status: Status
    package let job: JobID?
    package let images: [Image]
    /// Why it was refused or failed.
    package let problem: Problem?
}

/// A batch as it lies in the database: its personal parts sealed.
struct StoredBatch: Sendable {
    let id: BatchID
    /// Template and defaults, JSON.
    let recipe: Sealed
    let createdAt: Timestamp
    /// Of the key that it came with, as it was then.
    let budget: KeyBudget?
}

/// A row as it lies in the database.
struct StoredBatchRow: Sendable {
    let id: RowID
    let position: Int
    /// Line and values, JSON.
    let content: Sealed
    let status: BatchRow.Status
    let job: JobID?
    let failure: String?
    /// What a refusal said beside its code, JSON.
    let details: Sealed?
}

extension SealedPlace {
    static func recipe(of batch: BatchID) -> SealedPlace { SealedPlace("studio_batch", "recipe", row: batch) }

    static func content(of row: RowID) -> SealedPlace { SealedPlace("studio_batch_row", "content", row: row) }

    static func details(of row: RowID) -> SealedPlace { SealedPlace("studio_batch_row", "details", row: row) }
}

extension BatchRecipe {
    private struct Stored: Codable {
        let template: String?
        let defaults: BatchDefaults
    }

    var json: Data {
        get throws { try JSONEncoder().encode(Stored(template: template?.text, defaults: defaults)) }
    }

    init(json: Data) throws {
        let stored = try JSONDecoder().decode(Stored.self, from: json)
        try self.init(
            template: stored.template.map { text throws(Problem) in try PromptTemplate(text) },
            defaults: stored.defaults
        )
    }
}

extension BatchSheet.Line {
    private struct Stored: Codable {
        let line: Int
        let values: [String: String]
    }

    var json: Data {
        get throws { try JSONEncoder().encode(Stored(line: place.line, values: values)) }
    }

    init(json: Data, position: Int) throws {
        let stored = try JSONDecoder().decode(Stored.self, from: json)
        self.init(
            place: BatchPlace(line: stored.line, member: "rows[\(position)]"),
            values: stored.values
        )
    }
}

/// A refusal as it is kept, without its code.
struct StoredRefusal: Codable, Sendable {
    let field: String?
    let arguments: [String: String]
}
