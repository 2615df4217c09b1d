package import FoundationEssentials
package import Kernel
import Store

package enum BulkKind: Identified {
    /// As OpenAI's clients know it; what pages call a batch is another thing (`Batch`).
    package static let idPrefix = "batch"
}

/// Many requests of a program's that were handed over together, and are made as room for them comes.
package typealias BulkID = ID<BulkKind>

/// Whose words the requests of a bulk are in, and so its answers.
package enum BulkDialect: String, Sendable, CaseIterable, SQLConvertible {
    case openAI = "openai"
    case gemini
}

/// Which lines of a bulk's outcome.
package enum BulkPart: String, Sendable, CaseIterable, SQLConvertible {
    /// Those that brought something.
    case answers
    /// All others.
    case failures
    case all
}

/// What a bulk's program says of all its requests.
package struct BulkDetails: Hashable, Codable, Sendable {
    /// Where each request would have gone by itself: an address, or a model.
    package let target: String
    /// What its answers are worded in.
    package let language: Language
    package var name: String?
    package var metadata: [String: String]?

    package init(
        target: String,
        language: Language,
        name: String? = nil,
        metadata: [String: String]? = nil
    ) {
        self.target = target
        self.language = language
        self.name = name
        self.metadata = metadata
    }
}

/// What has to be known of a bulk to read its lines and to word its answers.
package struct BulkHead: Hashable, Sendable {
    package let id: BulkID
    package let owner: SubjectID
    /// With whose budget its requests are ordered; nil for a person's own.
    package let key: APIKeyID?
    package let dialect: BulkDialect
    /// Whether its requests came with it, and not in a file.
    package let isInline: Bool
    package let details: BulkDetails

    package init(
        id: BulkID,
        owner: SubjectID,
        key: APIKeyID?,
        dialect: BulkDialect,
        isInline: Bool,
        details: BulkDetails
    ) {
        self.id = id
        self.owner = owner
        self.key = key
        self.dialect = dialect
        self.isInline = isInline
        self.details = details
    }
}

/// A bulk as its owner's programs see it.
package struct Bulk: Hashable, Sendable {
    /// Bulks of one person that have not ended.
    package static let mostOpen = 5
    package static let mostLines = 50_000
    /// Of one line, in bytes: pictures may stand in it.
    package static let longestLine = 24_000_000
    /// In characters.
    package static let longestName = 256
    /// What has not been ordered by then is not ordered any more.
    package static let window: Duration = .hours(24)
    /// How long it can be asked for.
    static let lifetime: Duration = .days(30)

    package enum State: Hashable, Sendable {
        /// Its lines are being read.
        case reading
        case running
        /// Nothing more is ordered, and what runs is made.
        case canceling
        case completed
        case canceled
        case expired
        /// None of it could be ordered: `Bulk.problem` says why.
        case failed

        package var isFinal: Bool {
            switch self {
            case .reading, .running, .canceling: false
            case .completed, .canceled, .expired, .failed: true
            }
        }
    }

    package let head: BulkHead
    package let state: State
    /// The file that its requests were read from; nil where they came with it.
    package let source: StoredFileID?
    package let counts: [BatchRow.Status: Int]
    /// What became of it, once it has ended.
    package let outcomes: [BulkPart: StoredFileID]
    package let problem: Problem?
    package let createdAt: Timestamp
    package let begunAt: Timestamp?
    package let stoppedAt: Timestamp?
    package let endedAt: Timestamp?
    package let expiresAt: Timestamp

    package var id: BulkID { head.id }

    package var count: Int { counts.values.reduce(0, +) }

    package var succeeded: Int { counts[.succeeded, default: 0] }

    /// Lines that brought nothing and will bring nothing.
    package var failures: Int {
        [BatchRow.Status.failed, .canceled, .refused].reduce(0) { $0 + counts[$1, default: 0] }
    }
}

/// One line of a bulk as it was handed over.
package struct BulkLine: Sendable {
    package enum Content: Sendable {
        /// What is read again when its turn comes.
        case request(Data)
        /// It cannot be ordered, whatever comes.
        case refused(Problem)
    }

    /// From 0.
    package let position: Int
    /// What its program calls it.
    package let name: String?
    package let content: Content

    package init(position: Int, name: String?, content: Content) {
        self.position = position
        self.name = name
        self.content = content
    }
}

/// What a line's request orders.
package struct BulkOrder: Sendable {
    package let order: Order
    /// What its answer must know of the request, which is kept no longer.
    package let answer: Data

    package init(_ order: Order, answer: Data) {
        self.order = order
        self.answer = answer
    }
}

/// What became of one line.
package struct BulkOutcome: Sendable {
    package enum Result: Sendable {
        /// It was ordered, and its job has ended; with what its order left for the answer.
        case job(Job, answer: Data?)
        case refused(Problem)
        /// It was not made, or is not there any more.
        case canceled
        /// Its turn did not come in time.
        case expired
    }

    package let row: RowID
    package let position: Int
    package let name: String?
    package let result: Result
}

/// Reads the lines of bulks, and words what became of them: each in its program's dialect.
///
/// Nobody waits for an answer meanwhile, so that whoever implements it knows no request.
package protocol BulkReader: Sendable {
    /// Takes a line of a file apart.
    func line(_ text: Data, at position: Int, of bulk: BulkHead) -> BulkLine

    /// What a line's request orders.
    ///
    /// It may be asked again for the same row after a crash, and then brings no picture twice.
    /// - Throws: `Problem`; then the line costs nothing and says why.
    func order(_ request: Data, of bulk: BulkHead, row: RowID) async throws -> BulkOrder

    /// A line of what became of a bulk, without the end of the line.
    func text(_ outcome: BulkOutcome, of bulk: BulkHead) async throws -> Data
}
