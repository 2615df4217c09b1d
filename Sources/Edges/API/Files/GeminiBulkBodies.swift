import FoundationEssentials
import Kernel
import Studio

/// A bulk in Gemini's shape, where it is an operation.
struct GeminiBulkBody: Encodable {
    struct Stats: Encodable {
        let requestCount: String
        let successfulRequestCount: String
        let failedRequestCount: String
        let pendingRequestCount: String
    }

    struct Output: Encodable {
        let responsesFile: String
    }

    struct Metadata: Encodable {
        let type = "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch"
        let name: String
        let model: String
        let displayName: String?
        let state: String
        let createTime: String
        let updateTime: String
        let endTime: String?
        let batchStats: Stats
        let output: Output?

        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case name, model, displayName, state, createTime, updateTime, endTime, batchStats, output
        }
    }

    let name: String
    let done: Bool
    let metadata: Metadata
    let error: GeminiStatusBody?

    init(_ bulk: Bulk, error: GeminiStatusBody?) {
        name = bulk.id.geminiText
        done = bulk.state.isFinal
        let updated = bulk.endedAt ?? bulk.stoppedAt ?? bulk.begunAt ?? bulk.createdAt
        metadata = Metadata(
            name: bulk.id.geminiText,
            model: "models/\(bulk.head.details.target)",
            displayName: bulk.head.details.name,
            state: bulk.state.geminiWord,
            createTime: bulk.createdAt.description,
            updateTime: updated.description,
            endTime: bulk.endedAt?.description,
            batchStats: Stats(
                requestCount: "\(bulk.count)",
                successfulRequestCount: "\(bulk.succeeded)",
                failedRequestCount: "\(bulk.failures)",
                pendingRequestCount: "\(bulk.count - bulk.succeeded - bulk.failures)"
            ),
            output: bulk.outcomes[.all].map { Output(responsesFile: $0.geminiText) }
        )
        self.error = error
    }

    /// The whole in two pieces, between which the answers go that are told with it: so many may be more than memory holds.
    func around() throws -> (before: Data, after: Data) {
        let told = try JSONEncoder.wire.encode(metadata).dropLast()
        let before =
            Data("{\"name\":\"\(name)\",\"done\":\(done),\"metadata\":".utf8) + told
            + Data(",\"output\":{\"inlinedResponses\":{\"inlinedResponses\":[".utf8)
        return (before, Data("]}}}}".utf8))
    }
}

struct GeminiBulksBody: Encodable {
    let operations: [GeminiBulkBody]
    /// Empty on the last page.
    let nextPageToken: String
}

extension Bulk.State {
    fileprivate var geminiWord: String {
        switch self {
        case .reading: "BATCH_STATE_PENDING"
        case .running, .canceling: "BATCH_STATE_RUNNING"
        case .completed: "BATCH_STATE_SUCCEEDED"
        case .canceled: "BATCH_STATE_CANCELLED"
        case .expired: "BATCH_STATE_EXPIRED"
        case .failed: "BATCH_STATE_FAILED"
        }
    }
}
