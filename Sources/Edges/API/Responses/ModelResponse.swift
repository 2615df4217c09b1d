import FoundationEssentials
import Kernel
import Studio

/// A response as OpenAI's clients read it; members that typed clients need are always there.
struct ModelResponse: Encodable {
    enum Status: String, Encodable {
        case queued
        case inProgress = "in_progress"
        case completed
        case failed
        case cancelled
    }

    struct Failure: Encodable {
        let code: String
        let message: String
    }

    let id: String
    let status: Status
    let model: String
    let echo: ResponseEcho
    let created: Int64
    var completed: Int64?
    var output: [ResponseItem] = []
    var usage: ResponseUsage?
    var error: Failure?
    let job: String
    var charged: Int64 = 0

    private enum Member: String, CodingKey {
        case id, object, status, model, output, usage, error
        case created = "created_at"
        case completed = "completed_at"
        case job = "job_id"
        case charged = "charged_credits"
    }

    func encode(to encoder: any Encoder) throws {
        try echo.encode(to: encoder)
        var members = encoder.container(keyedBy: Member.self)
        try members.encode(id, forKey: .id)
        try members.encode("response", forKey: .object)
        try members.encode(status, forKey: .status)
        try members.encode(model, forKey: .model)
        try members.encode(created, forKey: .created)
        try members.encode(completed, forKey: .completed)
        try members.encode(output, forKey: .output)
        try members.encode(usage, forKey: .usage)
        try members.encode(error, forKey: .error)
        try members.encode(job, forKey: .job)
        try members.encode(charged, forKey: .charged)
    }
}

extension ModelResponse.Status {
    init(of job: Job) {
        self =
            switch JobEnding(of: job) {
            case .none: job.status == .queued ? .queued : .inProgress
            case .made: .completed
            case .canceled: .cancelled
            case .refusedInput, .refusedOutput, .failed: .failed
            }
    }
}

/// How much went in and came out, in tokens: of pictures as `ImagesUsage` has it, and nothing was remembered or thought.
struct ResponseUsage: Encodable {
    private struct Input: Encodable {
        let cached = 0
        let written = 0

        enum CodingKeys: String, CodingKey {
            case cached = "cached_tokens"
            case written = "cache_write_tokens"
        }
    }

    private struct Output: Encodable {
        let reasoning = 0

        enum CodingKeys: String, CodingKey {
            case reasoning = "reasoning_tokens"
        }
    }

    let input: Int
    let output: Int

    init(of job: Job) {
        let usage = ImagesUsage(of: job)
        input = usage.input.text + usage.input.image
        output = usage.output.text + usage.output.image
    }

    private enum Member: String, CodingKey {
        case input = "input_tokens"
        case inputDetails = "input_tokens_details"
        case output = "output_tokens"
        case outputDetails = "output_tokens_details"
        case total = "total_tokens"
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encode(input, forKey: .input)
        try members.encode(Input(), forKey: .inputDetails)
        try members.encode(output, forKey: .output)
        try members.encode(Output(), forKey: .outputDetails)
        try members.encode(input + output, forKey: .total)
    }
}
