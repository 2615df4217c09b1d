import FoundationEssentials
import Kernel
import Studio

/// A bulk in OpenAI's shape, where it is called a batch.
struct OpenAIBulkBody: Encodable {
    struct Failure: Encodable {
        let code: String
        let message: String
        let param: String?
        let line: Int?
    }

    struct Failures: Encodable {
        let object = "list"
        let data: [Failure]
    }

    struct Counts: Encodable {
        let total: Int
        let completed: Int
        let failed: Int
    }

    private let bulk: Bulk
    private let problem: Failure?

    /// `message` words why none of it could be ordered.
    init(_ bulk: Bulk, message: (Problem) -> String) {
        self.bulk = bulk
        problem = bulk.problem.map {
            Failure(code: $0.code.rawValue, message: message($0), param: nil, line: nil)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, object, endpoint, errors, status, metadata
        case inputFile = "input_file_id"
        case window = "completion_window"
        case outputFile = "output_file_id"
        case errorFile = "error_file_id"
        case createdAt = "created_at"
        case begunAt = "in_progress_at"
        case expiresAt = "expires_at"
        case finalizingAt = "finalizing_at"
        case completedAt = "completed_at"
        case failedAt = "failed_at"
        case expiredAt = "expired_at"
        case cancellingAt = "cancelling_at"
        case cancelledAt = "cancelled_at"
        case counts = "request_counts"
    }

    /// What there is nothing of is null: typed clients want every member.
    func encode(to encoder: any Encoder) throws {
        var body = encoder.container(keyedBy: CodingKeys.self)
        try body.encode(bulk.id.text, forKey: .id)
        try body.encode("batch", forKey: .object)
        try body.encode(bulk.head.details.target, forKey: .endpoint)
        try body.encode(problem.map { Failures(data: [$0]) }, forKey: .errors)
        try body.encode(bulk.source?.openAIText, forKey: .inputFile)
        try body.encode("24h", forKey: .window)
        try body.encode(bulk.state.openAIWord, forKey: .status)
        try body.encode(bulk.outcomes[.answers]?.openAIText, forKey: .outputFile)
        try body.encode(bulk.outcomes[.failures]?.openAIText, forKey: .errorFile)
        try body.encode(bulk.createdAt.seconds, forKey: .createdAt)
        try body.encode(bulk.begunAt?.seconds, forKey: .begunAt)
        try body.encode(bulk.expiresAt.seconds, forKey: .expiresAt)
        let ended = bulk.endedAt?.seconds
        try body.encode(bulk.state == .completed ? ended : nil, forKey: .finalizingAt)
        try body.encode(bulk.state == .completed ? ended : nil, forKey: .completedAt)
        try body.encode(bulk.state == .failed ? ended : nil, forKey: .failedAt)
        try body.encode(bulk.state == .expired ? ended : nil, forKey: .expiredAt)
        let stopped = [.canceling, .canceled].contains(bulk.state) ? bulk.stoppedAt?.seconds : nil
        try body.encode(stopped, forKey: .cancellingAt)
        try body.encode(bulk.state == .canceled ? ended : nil, forKey: .cancelledAt)
        let counts = Counts(total: bulk.count, completed: bulk.succeeded, failed: bulk.failures)
        try body.encode(counts, forKey: .counts)
        try body.encode(bulk.head.details.metadata, forKey: .metadata)
    }
}

extension Bulk.State {
    fileprivate var openAIWord: String {
        switch self {
        case .reading: "validating"
        case .running: "in_progress"
        case .canceling: "cancelling"
        case .completed: "completed"
        case .canceled: "cancelled"
        case .expired: "expired"
        case .failed: "failed"
        }
    }
}
