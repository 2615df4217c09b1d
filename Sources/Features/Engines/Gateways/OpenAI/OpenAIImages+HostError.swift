import FoundationEssentials

extension OpenAIImages {
    /// What a host says went wrong: OpenAI's object, or what others make of it.
    ///
    /// Its message may quote a prompt or a key, so it is looked through for known words and goes nowhere.
    struct HostError: Decodable {
        let message: String?
        let type: String?
        let code: String?
        /// A status that stands inside of an answer of 200.
        let status: Int?
        /// Whether a refusal met what was sent or what was drawn: `input`, `output`.
        let stage: String?

        init(
            message: String?,
            type: String? = nil,
            code: String? = nil,
            status: Int? = nil,
            stage: String? = nil
        ) {
            self.message = message
            self.type = type
            self.code = code
            self.status = status
            self.stage = stage
        }

        /// An object, or its text alone.
        init(from decoder: any Decoder) throws {
            guard let fields = try? decoder.container(keyedBy: CodingKeys.self) else {
                self.init(message: try decoder.singleValueContainer().decode(String.self))
                return
            }
            let code = fields.ifReadable(String.self, .code)
            let number = fields.ifReadable(Int.self, .code) ?? code.flatMap { Int($0) }
            self.init(
                message: fields.ifReadable(String.self, .message) ?? fields.ifReadable(String.self, .detail),
                type: fields.ifReadable(String.self, .type),
                code: code,
                status: number.flatMap { (400..<600).contains($0) ? $0 : nil },
                stage: fields.ifReadable(Details.self, .details)?.stage
            )
        }

        private enum CodingKeys: String, CodingKey {
            case message, detail, type, code
            case details = "moderation_details"
        }

        private struct Details: Decodable {
            let stage: String?

            private enum CodingKeys: String, CodingKey {
                case stage = "moderation_stage"
            }
        }
    }
}

extension OpenAIImages.HostError {
    /// Whether nothing is said: `{}`, an empty text.
    var isEmpty: Bool { (message ?? "").isEmpty && type == nil && code == nil && status == nil }

    /// What the body of a refusal says; nothing, where it is a proxy's page.
    init(in body: Data) {
        let reply = try? JSONDecoder().decode(OpenAIImages.Reply.self, from: body)
        self = reply?.failure ?? OpenAIImages.HostError(message: nil)
    }

    /// The server's own word for it; nil for what is no word.
    var word: String? { [code, type].compactMap { $0 }.first { $0.isWord } }

    /// Which of `count` references is at fault, counted from 0.
    ///
    /// The message counts from 1; an older wording counted from 0. With one reference it is that one.
    func reference(of count: Int) -> Int? {
        guard code == "invalid_image_file" || message?.contains("Invalid image file") == true, count > 0
        else {
            return nil
        }
        guard count > 1 else { return 0 }
        let number = message?.firstMatch(of: /image ([0-9]{1,2})\b/).flatMap { Int($0.1) }
        return number.flatMap { $0 <= count ? max($0 - 1, 0) : nil }
    }
}

extension String {
    /// Whether it is a word of a server's, that logs and books may hold: letters, digits and `-_.:`, at most 128.
    var isWord: Bool { wholeMatch(of: /[A-Za-z0-9\-_.:]{1,128}/) != nil }
}

extension KeyedDecodingContainer {
    /// Nil for what is missing, null or of another type: hosts differ, and a picture is not lost for a wrong number beside it.
    func ifReadable<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
        (try? decodeIfPresent(type, forKey: key)) ?? nil
    }
}
