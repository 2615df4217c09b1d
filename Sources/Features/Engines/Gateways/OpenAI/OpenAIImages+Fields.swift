import Kernel

extension OpenAIImages {
    /// What is asked for beside pictures: the members of the JSON body, and of the form where pictures go along.
    struct Fields: Encodable {
        /// Each keeps the connection busy, and shows how far the picture is.
        static let drafts = 2

        let model: String
        let prompt: String
        let negativePrompt: String?
        let count = 1
        let size: String?
        let quality: HostTraits.Quality?
        let seed: UInt32?
        let background: String?
        let format: String?
        let moderation: String?
        let responseFormat: String?
        let streams: Bool?
        let drafts: Int?

        /// - Throws: `invalidRequest` for a size that the host cannot come near.
        init(_ order: GatewayOrder, for traits: HostTraits) throws(GatewayFailure) {
            let prompt = Self.plain(order.prompt)
            guard !prompt.isEmpty, let size = traits.legalSize(for: order.size, of: order.model) else {
                throw GatewayFailure(.invalidRequest)
            }
            model = order.model
            self.prompt = prompt
            negativePrompt = order.negativePrompt.isEmpty ? nil : Self.plain(order.negativePrompt)
            self.size = if case .fixed = traits.sizes { nil } else { size.description }
            quality = traits.quality
            seed = traits.seed ? order.seed.number : nil
            background = traits.finish ? "opaque" : nil
            format = traits.finish ? "png" : nil
            // Edits know no such field.
            moderation = traits.finish && order.references.isEmpty ? "auto" : nil
            responseFormat = traits.responseFormat ? "b64_json" : nil
            streams = traits.streams ? true : nil
            drafts = traits.streams ? Self.drafts : nil
        }

        enum CodingKeys: String, CodingKey {
            case model, prompt, size, quality, seed, background, moderation
            case negativePrompt = "negative_prompt"
            case count = "n"
            case format = "output_format"
            case responseFormat = "response_format"
            case streams = "stream"
            case drafts = "partial_images"
        }

        /// The same members as text, for a form.
        var texts: [(name: CodingKeys, value: String)] {
            let all: [(CodingKeys, String?)] = [
                (.model, model), (.prompt, prompt), (.negativePrompt, negativePrompt), (.count, "\(count)"),
                (.size, size), (.quality, quality?.rawValue), (.seed, seed.map { "\($0)" }),
                (.background, background), (.format, format), (.moderation, moderation),
                (.responseFormat, responseFormat), (.streams, streams.map { "\($0)" }),
                (.drafts, drafts.map { "\($0)" }),
            ]
            return all.compactMap { name, value in value.map { (name, $0) } }
        }

        /// The prompt without the tag by which stable-diffusion.cpp's server takes orders from inside of it.
        ///
        /// A space takes the place of the tag's name, so that what is left and right of it cannot make up another one.
        private static func plain(_ prompt: Prompt) -> String {
            prompt.text.replacing(/sd_cpp_extra_args/.ignoresCase(), with: " ")
        }
    }
}
