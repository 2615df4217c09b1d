import FoundationEssentials

/// An answer of `generateContent`, or a chunk of one, with those of its members that we read.
///
/// Whatever is missing, null or not what it should be is passed over, so that it costs nobody a picture.
struct GeminiReply: Decodable, Sendable {
    struct Candidate: Decodable, Sendable {
        let content: Content?
        let finishReason: String?
    }

    struct Content: Decodable, Sendable {
        let parts: [Part]
    }

    struct Part: Decodable, Sendable {
        /// In base64.
        let picture: String?
        let text: String?
        let isThought: Bool
        let signature: String?
    }

    let candidates: [Candidate]
    let blockReason: String?
    let usage: GeminiUsage?
    let modelVersion: String?
    let responseID: String?
    let error: GeminiError?
}

/// What a body holds: one answer, or a list of the chunks of one.
struct GeminiReplies: Decodable {
    let all: [GeminiReply]

    /// Nil for what is no JSON of that form.
    init?(_ body: Data) {
        guard let read = try? JSONDecoder().decode(Self.self, from: body) else { return nil }
        self = read
    }

    init(from decoder: any Decoder) throws {
        if let one = try? GeminiReply(from: decoder) {
            all = [one]
        } else {
            all = try [GeminiReply](from: decoder)
        }
    }
}

extension GeminiReply {
    private enum CodingKeys: String, CodingKey {
        case candidates, promptFeedback, usageMetadata, modelVersion, responseId, error
    }

    private struct Feedback: Decodable {
        let blockReason: String?
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        candidates = members.list(.candidates)
        let feedback: Feedback? = members.lenient(.promptFeedback)
        blockReason = feedback?.blockReason
        usage = members.lenient(.usageMetadata)
        modelVersion = members.lenient(.modelVersion)
        responseID = members.lenient(.responseId)
        let isWithoutError = try !members.contains(.error) || members.decodeNil(forKey: .error)
        error = isWithoutError ? nil : members.lenient(.error) ?? GeminiError()
    }
}

extension GeminiReply.Candidate {
    private enum CodingKeys: String, CodingKey {
        case content, finishReason
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        content = members.lenient(.content)
        finishReason = members.lenient(.finishReason)
    }
}

extension GeminiReply.Content {
    private enum CodingKeys: String, CodingKey {
        case parts
    }

    init(from decoder: any Decoder) throws {
        parts = try decoder.container(keyedBy: CodingKeys.self).list(.parts)
    }
}

extension GeminiReply.Part {
    private enum CodingKeys: String, CodingKey {
        case inlineData, text, thought, thoughtSignature
        case snakeInlineData = "inline_data"
        case snakeThoughtSignature = "thought_signature"
    }

    /// Its type is not read: it is often wrong.
    private struct InlineData: Decodable {
        let data: String?
    }

    /// In both spellings, as Google's own clients read it.
    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        let data: InlineData? = members.lenient(.inlineData) ?? members.lenient(.snakeInlineData)
        picture = data?.data
        text = members.lenient(.text)
        isThought = members.lenient(.thought) ?? false
        signature = members.lenient(.thoughtSignature) ?? members.lenient(.snakeThoughtSignature)
    }
}
