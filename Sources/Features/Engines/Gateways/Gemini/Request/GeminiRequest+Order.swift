import FoundationEssentials
import Kernel

extension GeminiRequest {
    /// In bytes, of a picture within the request; larger ones would have to be uploaded before.
    static let largestPicture = 7 << 20
    /// In one turn.
    static let mostPictures = 14

    private static let categories = [
        "HARM_CATEGORY_HARASSMENT", "HARM_CATEGORY_HATE_SPEECH", "HARM_CATEGORY_SEXUALLY_EXPLICIT",
        "HARM_CATEGORY_DANGEROUS_CONTENT",
    ]

    /// - Parameters:
    ///   - order: what is asked for.
    ///   - threshold: from where on Gemini is to refuse; nil leaves it to the provider.
    ///   - replaysPictures: false sends the pictures that Gemini made before as references of the person's.
    /// - Throws: `invalidRequest` for what Gemini cannot be asked, naming the reference where it is one.
    init(
        _ order: GatewayOrder,
        threshold: Gemini.Threshold?,
        replaysPictures: Bool = true
    ) throws(GatewayFailure) {
        contents = try Self.contents(of: order, replaysPictures: replaysPictures)
        safetySettings = threshold.map { threshold in
            Self.categories.map { SafetySetting(category: $0, threshold: threshold) }
        }
        generationConfig = GenerationConfig(
            seed: Int(order.seed.number),
            responseModalities: order.demandsImage ? [.image] : [.text, .image],
            imageConfig: try ImageConfig(order)
        )
    }
}

extension GeminiRequest.ImageConfig {
    /// Makes 1K alone and takes no tier; another one would be passed over in silence.
    private static let untiered = "gemini-2.5-flash-image"

    fileprivate init(_ order: GatewayOrder) throws(GatewayFailure) {
        guard let shape = order.shape else { throw GatewayFailure(.invalidRequest) }
        let isUntiered = order.model.hasPrefix(Self.untiered)
        guard !isUntiered || shape.resolution == .oneK else { throw GatewayFailure(.invalidRequest) }
        aspectRatio = shape.ratio.rawValue
        imageSize = isUntiered ? nil : shape.resolution.rawValue
    }
}
