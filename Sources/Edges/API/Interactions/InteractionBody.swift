import FoundationEssentials
import Kernel
import Studio

/// An interaction as its client library reads it.
struct InteractionBody: Encodable {
    enum Status: String, Encodable {
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
    var object = "interaction"
    let status: Status
    let model: String
    var created: String?
    var updated: String?
    var steps: [InteractionStep]?
    var usage: InteractionUsage?
    var errors: [Failure]?
    var jobID: String?
    var chargedCredits: Int?

    enum CodingKeys: String, CodingKey {
        case id, object, status, model, created, updated, steps, usage, errors
        case jobID = "job_id"
        case chargedCredits = "charged_credits"
    }
}

/// What was said or shown in an interaction, or thought.
enum InteractionStep {
    case input([Content])
    /// What signs the picture that comes next.
    case thought(Data)
    case output([Content])

    enum Content {
        case text(String)
        case picture(Data, type: String)
        case address(String, type: String?)
    }
}

extension InteractionStep: Encodable {
    private enum Member: String, CodingKey {
        case type, content, signature
    }

    /// As its library calls it.
    var type: String {
        switch self {
        case .input: "user_input"
        case .thought: "thought"
        case .output: "model_output"
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(type, forKey: .type)
        switch self {
        case .input(let content), .output(let content): try container.encode(content, forKey: .content)
        case .thought(let signature):
            try container.encode(signature.base64EncodedString(), forKey: .signature)
        }
    }
}

extension InteractionStep.Content: Encodable {
    private enum Member: String, CodingKey {
        case type, text, data, uri
        case mimeType = "mime_type"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        switch self {
        case .text(let text):
            try container.encode("text", forKey: .type)
            try container.encode(text, forKey: .text)
        case .picture(let bytes, let type):
            try container.encode("image", forKey: .type)
            try container.encode(bytes.base64EncodedString(), forKey: .data)
            try container.encode(type, forKey: .mimeType)
        case .address(let address, let type):
            try container.encode("image", forKey: .type)
            try container.encode(address, forKey: .uri)
            try container.encodeIfPresent(type, forKey: .mimeType)
        }
    }
}

/// What an interaction counts at Gemini, about.
struct InteractionUsage: Encodable {
    struct Detail: Encodable {
        let modality: String
        let tokens: Int
    }

    let input: Int
    let output: Int
    let thoughts = 0
    let total: Int
    let byModality: [Detail]

    enum CodingKeys: String, CodingKey {
        case input = "total_input_tokens"
        case output = "total_output_tokens"
        case thoughts = "total_thought_tokens"
        case total = "total_tokens"
        case byModality = "output_tokens_by_modality"
    }

    init(_ estimate: TokenEstimate) {
        input = estimate.input
        output = estimate.made
        total = estimate.total
        byModality = estimate.made == 0 ? [] : [Detail(modality: "image", tokens: estimate.made)]
    }
}
