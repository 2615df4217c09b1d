/// What a picture was made of and what was made of it.
public struct LineageBody: Codable, Sendable, Hashable {
    /// The pictures of the family, oldest first, the one asked about among them.
    public var data: [LineageNodeBody]
    /// Whether there are no more than these: at most 200, at most 50 steps away.
    public var complete: Bool

    /// Makes a body.
    public init(data: [LineageNodeBody], complete: Bool) {
        self.data = data
        self.complete = complete
    }

    private enum CodingKeys: String, CodingKey {
        case data, complete
        case nextCursor = "next_cursor"
    }

    /// Reads what `encode` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        data = try container.decode([LineageNodeBody].self, forKey: .data)
        complete = try container.decode(Bool.self, forKey: .complete)
    }

    /// Writes what all lists have; a family is one page.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(data, forKey: .data)
        try container.encode(complete, forKey: .complete)
        try container.encodeNil(forKey: .nextCursor)
    }
}

/// One picture of a family.
public struct LineageNodeBody: Codable, Sendable, Hashable {
    /// The picture's id, `img_…`.
    public var id: String
    /// `ancestor`, `self` or `descendant`.
    public var relation: String
    /// The pictures of the family that went into it, the one that it is another state of first.
    public var parents: [String]
    /// Where its file is; absent for a picture that is no longer there, as is all that follows.
    public var url: String?
    /// In pixels.
    public var width: Int?
    /// In pixels.
    public var height: Int?
    /// What was done to make it.
    public var task: String?
    /// The steps that led to it from the first of its parents, if it was edited.
    public var steps: [[String: JSONPart]]?
    /// RFC 3339, UTC.
    public var createdAt: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        relation: String,
        parents: [String],
        url: String?,
        width: Int?,
        height: Int?,
        task: String?,
        steps: [[String: JSONPart]]?,
        createdAt: String?
    ) {
        self.id = id
        self.relation = relation
        self.parents = parents
        self.url = url
        self.width = width
        self.height = height
        self.task = task
        self.steps = steps
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id, relation, parents, url, width, height, task, steps
        case createdAt = "created_at"
    }
}
