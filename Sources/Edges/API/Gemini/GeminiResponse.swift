import FoundationEssentials
import Kernel
import Studio

/// What a `generateContent` brings, and each piece of a stream.
struct GeminiResponse: Encodable {
    struct Candidate: Encodable {
        var content: Content?
        var finishReason: String?
        var finishMessage: String?
        var index = 0
    }

    struct Content: Encodable {
        var role = "model"
        let parts: [Part]
    }

    enum Part {
        case text(String)
        case picture(Data, type: String, signature: Data)
    }

    struct Feedback: Encodable {
        let blockReason: String
        /// A member that clients look for; what there is to say of it says the reason.
        var safetyRatings: [String] = []
    }

    struct Usage: Encodable {
        struct Detail: Encodable {
            let modality: String
            let tokenCount: Int
        }

        let promptTokenCount: Int
        let candidatesTokenCount: Int?
        let totalTokenCount: Int
        let promptTokensDetails: [Detail]
        let candidatesTokensDetails: [Detail]?
    }

    var candidates: [Candidate]?
    var promptFeedback: Feedback?
    var usageMetadata: Usage?
    let modelVersion: String
    let responseId: String
    /// Ours: client libraries leave out what they do not know.
    var jobID: String?
    var chargedCredits: Int?

    enum CodingKeys: String, CodingKey {
        case candidates, promptFeedback, usageMetadata, modelVersion, responseId
        case jobID = "job_id"
        case chargedCredits = "charged_credits"
    }
}

extension GeminiResponse.Part: Encodable {
    private struct Blob: Encodable {
        let mimeType: String
        let data: String
    }

    private enum Member: String, CodingKey {
        case text, inlineData, thoughtSignature
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        switch self {
        case .text(let text): try container.encode(text, forKey: .text)
        case .picture(let bytes, let type, let signature):
            let blob = Blob(mimeType: type, data: bytes.base64EncodedString())
            try container.encode(blob, forKey: .inlineData)
            try container.encode(signature.base64EncodedString(), forKey: .thoughtSignature)
        }
    }
}

extension GeminiResponse.Usage {
    init(_ estimate: TokenEstimate) {
        promptTokenCount = estimate.input
        candidatesTokenCount = estimate.made == 0 ? nil : estimate.made
        totalTokenCount = estimate.total
        promptTokensDetails =
            [Detail(modality: "TEXT", tokenCount: estimate.text)]
            + (estimate.pictures == 0 ? [] : [Detail(modality: "IMAGE", tokenCount: estimate.pictures)])
        candidatesTokensDetails =
            estimate.made == 0 ? nil : [Detail(modality: "IMAGE", tokenCount: estimate.made)]
    }
}
