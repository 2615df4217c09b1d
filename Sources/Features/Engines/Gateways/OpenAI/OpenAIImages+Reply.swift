import FoundationEssentials

extension OpenAIImages {
    /// A picture as a host hands it over.
    enum Delivery: Equatable, Sendable {
        case bytes(Data)
        /// An address to fetch it from, within the hour.
        case link(String)
    }

    /// What a host answered, whole or as one event of a stream, as far as it can be read.
    struct Reply: Decodable {
        let pictures: [Item]?
        /// An event holds its picture itself.
        let own: Item?
        let kind: String?
        let model: String?
        let usage: Usage?
        /// What stands under `error`.
        let error: HostError?
        /// The members of an error without one around them.
        let bareError: HostError?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            pictures = fields.ifReadable([Item].self, .data)
            own = try? Item(from: decoder)
            kind = fields.ifReadable(String.self, .type)
            model = fields.ifReadable(String.self, .model)
            usage = fields.ifReadable(Usage.self, .usage)
            error = fields.ifReadable(HostError.self, .error)
            bareError = try? HostError(from: decoder)
        }

        /// What the reply says went wrong; a list of pictures with a message beside it is none.
        var failure: HostError? {
            if let error, !error.isEmpty { return error }
            guard pictures == nil, bareError?.message != nil || bareError?.code != nil else { return nil }
            return bareError
        }

        private enum CodingKeys: String, CodingKey {
            case data, type, model, usage, error
        }
    }
}

extension OpenAIImages.Reply {
    struct Item: Decodable {
        let base64: String?
        let url: String?

        init(from decoder: any Decoder) throws {
            let fields = try? decoder.container(keyedBy: CodingKeys.self)
            base64 = fields?.ifReadable(String.self, .base64)
            url = fields?.ifReadable(String.self, .url)
        }

        private enum CodingKeys: String, CodingKey {
            case base64 = "b64_json"
            case url
        }
    }

    struct Usage: Decodable {
        let input: Int?
        let output: Int?
        let details: Details?

        struct Details: Decodable {
            let image: Int?
            let text: Int?

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                image = fields.ifReadable(Int.self, .image)
                text = fields.ifReadable(Int.self, .text)
            }

            private enum CodingKeys: String, CodingKey {
                case image = "image_tokens"
                case text = "text_tokens"
            }
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            input = fields.ifReadable(Int.self, .input)
            output = fields.ifReadable(Int.self, .output)
            details = fields.ifReadable(Details.self, .details)
        }

        private enum CodingKeys: String, CodingKey {
            case input = "input_tokens"
            case output = "output_tokens"
            case details = "output_tokens_details"
        }

        var tokens: GatewayUsage {
            let text = max(details?.text ?? 0, 0)
            let rest = max(output ?? 0, 0) - text
            return GatewayUsage(input: max(input ?? 0, 0), output: max(details?.image ?? rest, 0), text: text)
        }
    }
}
