import FoundationEssentials

/// The body of `generateContent`, with those of its members that we use.
struct GeminiRequest: Encodable, Sendable {
    enum Role: String, Encodable, Sendable {
        case user
        case model
    }

    struct Content: Encodable, Sendable {
        let role: Role
        var parts: [Part]
    }

    /// Words or a picture.
    struct Part: Encodable, Sendable {
        var text: String?
        var inlineData: InlineData?
        /// Exactly as Gemini gave it.
        var thoughtSignature: String?
    }

    struct InlineData: Encodable, Sendable {
        let mimeType: String
        /// The encoder writes it in the standard alphabet, padded.
        let data: Data
    }

    struct SafetySetting: Encodable, Sendable {
        let category: String
        let threshold: Gemini.Threshold
    }

    enum Modality: String, Encodable, Sendable {
        case text = "TEXT"
        case image = "IMAGE"
    }

    struct GenerationConfig: Encodable, Sendable {
        let candidateCount = 1
        let seed: Int
        let responseModalities: [Modality]
        let imageConfig: ImageConfig
    }

    struct ImageConfig: Encodable, Sendable {
        let aspectRatio: String
        /// Nil for models that have one size alone and do not take it.
        let imageSize: String?
    }

    let contents: [Content]
    let safetySettings: [SafetySetting]?
    let generationConfig: GenerationConfig
}

extension GeminiRequest {
    /// Whether it shows pictures as Gemini's own, which Gemini takes only with their signatures.
    var hasPicturesOfModel: Bool {
        contents.contains { $0.role == .model && $0.pictureCount > 0 }
    }
}

extension GeminiRequest.Content {
    var pictureCount: Int { parts.count { $0.inlineData != nil } }
}
