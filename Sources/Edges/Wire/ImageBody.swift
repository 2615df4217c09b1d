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
    /// The format it is stored in: `png` or `jpeg`.
    public var format: String
    /// `picture` or `mask`.
    public var kind: String
    /// Whether you brought it.
    public var isUpload: Bool
    /// Whether you marked it as a favourite.
    public var isFavourite: Bool
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
    /// What the file that you brought was called; only where one picture is asked for, or has just come.
    public var name: String?
    /// What was done; only where one picture is asked for.
    public var task: String?
    /// The pictures that went into it, whether they are there still or not; only where one picture is asked for.
    public var parents: [String]?
    /// The steps that led from its parent to it; only where one picture is asked for, and of an edit.
    public var steps: [[String: JSONPart]]?
    /// What lies over the result of the steps.
    public var layers: [[String: JSONPart]]?
    /// The layers that it is made of; only where one picture is asked for, and of what was composed or typeset.
    public var document: [String: JSONPart]?

    /// Makes a body of all its members.
    public init(
        id: String,
        job: String,
        index: Int,
        width: Int,
        height: Int,
        format: String,
        kind: String,
        isUpload: Bool,
        isFavourite: Bool = false,
        seed: Int,
        url: String,
        createdAt: String,
        variationOf: String?,
        prompt: String? = nil,
        model: String? = nil,
        name: String? = nil,
        task: String? = nil,
        parents: [String]? = nil,
        steps: [[String: JSONPart]]? = nil,
        layers: [[String: JSONPart]]? = nil,
        document: [String: JSONPart]? = nil
    ) {
        self.id = id
        self.job = job
        self.index = index
        self.width = width
        self.height = height
        self.format = format
        self.kind = kind
        self.isUpload = isUpload
        self.isFavourite = isFavourite
        self.seed = seed
        self.url = url
        self.createdAt = createdAt
        self.variationOf = variationOf
        self.prompt = prompt
        self.model = model
        self.name = name
        self.task = task
        self.parents = parents
        self.steps = steps
        self.layers = layers
        self.document = document
    }

    enum CodingKeys: String, CodingKey {
        case id, job, index, width, height, format, kind, seed, url, prompt, model, name
        case task, parents, steps, layers, document
        case isUpload = "uploaded"
        case isFavourite = "favourite"
        case createdAt = "created_at"
        case variationOf = "variation_of"
    }
}

/// The pictures that one request brought, in the order of their files.
public struct UploadBody: Codable, Sendable, Hashable {
    /// One a file.
    public var data: [ImageBody]

    /// Makes a body of its pictures.
    public init(data: [ImageBody]) {
        self.data = data
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
