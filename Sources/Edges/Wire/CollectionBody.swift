/// Pictures that are kept together under a name.
public struct CollectionBody: Codable, Sendable, Hashable {
    /// The collection's id, `col_…`.
    public var id: String
    /// What it is called.
    public var name: String
    /// How many pictures are in it.
    public var count: Int
    /// RFC 3339, UTC.
    public var createdAt: String

    /// Makes a body of all its members.
    public init(id: String, name: String, count: Int, createdAt: String) {
        self.id = id
        self.name = name
        self.count = count
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id, name, count
        case createdAt = "created_at"
    }
}

/// What `POST /api/collections` takes.
public struct NewCollectionBody: Codable, Sendable, Hashable {
    /// From 1 to 80 characters in one line.
    public var name: String
    /// The pictures to put into it, `img_…`, at most 200.
    public var images: [String]?

    /// Makes a request.
    public init(name: String, images: [String]? = nil) {
        self.name = name
        self.images = images
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case name, images
    }
}

/// What `PATCH /api/collections/{id}` takes.
public struct CollectionChangeBody: Codable, Sendable, Hashable {
    /// From 1 to 80 characters in one line.
    public var name: String

    /// Makes a request.
    public init(name: String) {
        self.name = name
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case name
    }
}

/// Which pictures are meant together.
public struct SelectionBody: Codable, Sendable, Hashable {
    /// `img_…`, from 1 to 200.
    public var images: [String]

    /// Makes a request.
    public init(images: [String]) {
        self.images = images
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case images
    }
}
