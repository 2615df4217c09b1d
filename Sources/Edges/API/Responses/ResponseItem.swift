import FoundationEssentials

/// What a response holds: the picture, and what is said along with it.
enum ResponseItem {
    enum Status: String, Encodable {
        case inProgress = "in_progress"
        case completed
        case failed
    }

    case call(Call)
    /// Nil while nothing of it was said.
    case words(id: String, String?)

    /// The making of a picture.
    struct Call {
        let id: String
        let status: Status
        /// What was done.
        let action: String
        var picture: Picture?
        /// Why there is none.
        var refusal: (error: OpenAIError, message: String)?
    }

    struct Picture: Sendable {
        let bytes: Data
        let format: String
        let quality: String
        let size: String
        let background: String
        /// By which it is known when it comes back.
        let signature: Data
    }
}

extension ResponseItem: Encodable {
    private enum Member: String, CodingKey {
        case id, type, status, role, content
    }

    var id: String {
        switch self {
        case .call(let call): call.id
        case .words(let id, _): id
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .call(let call): try call.encode(to: encoder)
        case .words(let id, let text):
            var members = encoder.container(keyedBy: Member.self)
            try members.encode(id, forKey: .id)
            try members.encode("message", forKey: .type)
            try members.encode("assistant", forKey: .role)
            try members.encode(text == nil ? Status.inProgress : .completed, forKey: .status)
            try members.encode([text].compactMap { $0 }.map { ResponseText($0) }, forKey: .content)
        }
    }
}

extension ResponseItem.Call: Encodable {
    private enum Member: String, CodingKey {
        case id, type, status, action, result, quality, size, background, signature, error
        case format = "output_format"
        case prompt = "revised_prompt"
    }

    private struct Failure: Encodable {
        let type: String
        let code: String
        let message: String
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encode(id, forKey: .id)
        try members.encode("image_generation_call", forKey: .type)
        try members.encode(status, forKey: .status)
        try members.encode(action, forKey: .action)
        try members.encode(picture?.bytes.base64EncodedString(), forKey: .result)
        try members.encodeNil(forKey: .prompt)
        if let refusal {
            let (type, code) = (refusal.error.kind.rawValue, refusal.error.code)
            try members.encode(
                Failure(type: type, code: code, message: refusal.message),
                forKey: .error
            )
        }
        guard let picture else { return }
        try members.encode(picture.format, forKey: .format)
        try members.encode(picture.quality, forKey: .quality)
        try members.encode(picture.size, forKey: .size)
        try members.encode(picture.background, forKey: .background)
        try members.encode(picture.signature.base64EncodedString(), forKey: .signature)
    }
}

/// Words of a message.
struct ResponseText: Encodable {
    let type = "output_text"
    let text: String
    let annotations: [String] = []
    let logprobs: [String] = []

    init(_ text: String) {
        self.text = text
    }
}
