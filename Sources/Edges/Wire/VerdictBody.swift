/// What `POST /api/verify` answers: what the marks of a file tell, never by whom it was made.
public struct VerdictBody: Codable, Sendable, Hashable {
    /// `made_here`, `changed`, `foreign`, `unsigned` or `unmarked`.
    public var result: String
    /// In the language of the request.
    public var title: String
    /// In the language of the request.
    public var detail: String
    /// A term of IPTC's digital source type vocabulary: what made it, or what it says made it.
    public var sourceType: String?
    /// `created`, `edited` or `composed`; nil unless the signed part tells it and is whole.
    public var act: String?
    /// How many other pictures took part.
    public var pictures: Int?
    /// What the mark of the provider that made it says of it; nil unless the signed part holds one and is whole.
    public var provider: ProviderMarkBody?

    /// Makes a body.
    public init(
        result: String,
        title: String,
        detail: String,
        sourceType: String?,
        act: String?,
        pictures: Int?,
        provider: ProviderMarkBody? = nil
    ) {
        self.result = result
        self.title = title
        self.detail = detail
        self.sourceType = sourceType
        self.act = act
        self.pictures = pictures
        self.provider = provider
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey {
        case result, title, detail, act, pictures, provider
        case sourceType = "source_type"
    }

    /// Writes what is not known as null: every answer has all members.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(result, forKey: .result)
        try container.encode(title, forKey: .title)
        try container.encode(detail, forKey: .detail)
        try container.encode(sourceType, forKey: .sourceType)
        try container.encode(act, forKey: .act)
        try container.encode(pictures, forKey: .pictures)
        try container.encode(provider, forKey: .provider)
    }
}

/// The content credentials that a provider put into a picture that it made: its own word, for which nobody here vouches.
public struct ProviderMarkBody: Codable, Sendable, Hashable {
    /// The program that it says made the picture; nil where it names none.
    public var maker: String?

    /// Makes a body.
    public init(maker: String?) {
        self.maker = maker
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey {
        case maker
    }

    /// Writes what is not known as null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(maker, forKey: .maker)
    }
}
