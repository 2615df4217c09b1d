/// A picture of the native API.
public struct ImageBody: Codable, Sendable, Hashable {
    /// The picture's id, `img_…`.
    public var id: String
    /// `job_…`, the job that made it.
    public var job: String
    /// Which picture of its job, from 0.
    public var index: Int
    /// In pixels.
    public var width: Int
    /// In pixels.
    public var height: Int
    /// The format it is stored in: `png`.
    public var format: String
    /// The seed that makes these pixels again.
    public var seed: Int
    /// Where its file is; takes `w` and `format`.
    public var url: String
    /// RFC 3339, UTC.
    public var createdAt: String
    /// The picture that it varies.
    public var variationOf: String?
    /// The words it was made from; only where one picture is asked for.
    public var prompt: String?
    /// The model that made it; only where one picture is asked for.
    public var model: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        job: String,
        index: Int,
        width: Int,
        height: Int,
        format: String,
        seed: Int,
        url: String,
        createdAt: String,
        variationOf: String?,
        prompt: String? = nil,
        model: String? = nil
    ) {
        self.id = id
        self.job = job
        self.index = index
        self.width = width
        self.height = height
        self.format = format
        self.seed = seed
        self.url = url
        self.createdAt = createdAt
        self.variationOf = variationOf
        self.prompt = prompt
        self.model = model
    }

    enum CodingKeys: String, CodingKey {
        case id, job, index, width, height, format, seed, url, prompt, model
        case createdAt = "created_at"
        case variationOf = "variation_of"
    }
}

/// One page of a list.
public struct ListBody<Item: Codable & Sendable>: Codable, Sendable {
    /// The items, newest first.
    public var data: [Item]
    /// What to send as `cursor` for the next page; null on the last one.
    public var nextCursor: String?

    /// Makes a page.
    public init(data: [Item], nextCursor: String?) {
        self.data = data
        self.nextCursor = nextCursor
    }

    enum CodingKeys: String, CodingKey {
        case data
        case nextCursor = "next_cursor"
    }

    /// Writes both members, also when there is no next page.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(data, forKey: .data)
        try container.encode(nextCursor, forKey: .nextCursor)
    }
}
