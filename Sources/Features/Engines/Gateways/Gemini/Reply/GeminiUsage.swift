import FoundationEssentials

/// `usageMetadata`, in tokens.
struct GeminiUsage: Sendable {
    /// Beyond it nothing was counted, something was made up; so nothing that is added up can overflow.
    private static let most = 1_000_000_000

    private(set) var prompt: Int?
    private(set) var candidates: Int?
    private(set) var thoughts: Int?
    /// Of the candidates, those for pictures, where it says so.
    private(set) var pictures: Int?

    /// A later chunk knows better, as far as it says anything.
    mutating func take(_ later: GeminiUsage) {
        prompt = later.prompt ?? prompt
        candidates = later.candidates ?? candidates
        thoughts = later.thoughts ?? thoughts
        pictures = later.pictures ?? pictures
    }

    /// As it is billed: pictures at a rate of their own, thoughts and words at another.
    ///
    /// The details do not always add up, so the totals lead. Without details all that came beside a picture counts as picture. Where
    /// there is none, the candidates' count may repeat the thoughts, which are counted once then.
    func billed(hasPicture: Bool) -> GatewayUsage {
        let (made, thought) = (candidates ?? 0, thoughts ?? 0)
        let ofPictures = min(pictures ?? (hasPicture ? made : 0), made)
        let repeatsThoughts = !hasPicture && made == thought
        return GatewayUsage(
            input: prompt ?? 0,
            output: ofPictures,
            text: repeatsThoughts ? thought : made - ofPictures + thought
        )
    }
}

extension GeminiUsage: Decodable {
    private enum CodingKeys: String, CodingKey {
        case promptTokenCount, candidatesTokenCount, thoughtsTokenCount, candidatesTokensDetails
    }

    private struct Detail: Decodable {
        let modality: String?
        let tokenCount: Int?
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys) -> Int? { members.lenient(key).map(Self.believed) }
        prompt = count(.promptTokenCount)
        candidates = count(.candidatesTokenCount)
        thoughts = count(.thoughtsTokenCount)
        let details: [Detail] = members.list(.candidatesTokensDetails)
        let counts = details.filter { $0.modality == "IMAGE" }.map { Self.believed($0.tokenCount ?? 0) }
        pictures = counts.isEmpty ? nil : counts.reduce(0) { min($0 + $1, Self.most) }
    }

    private static func believed(_ count: Int) -> Int { min(max(count, 0), most) }
}
