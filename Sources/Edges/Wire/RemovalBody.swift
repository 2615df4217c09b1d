/// A deletion, from the asking to the report; it tells numbers and names nobody.
public struct RemovalBody: Codable, Sendable, Hashable {
    /// Whoever knows it may read this report.
    public var id: String
    /// `image`, `content` or `everything`.
    public var scope: String
    /// `pending`, `canceled`, `erasing` or `erased`.
    public var state: String
    /// RFC 3339, UTC, as all times here.
    public var askedAt: String
    /// When it begins; until then it can be cancelled.
    public var dueAt: String
    /// Absent while it has not ended.
    public var finishedAt: String?
    /// What each store held before, and how much of that is gone.
    public var counts: [StoreCountBody]
    /// What had to stay.
    public var retained: [RetainedBody]
    /// Where this report stays readable, for people.
    public var url: String

    /// Makes a body of all its members.
    public init(
        id: String,
        scope: String,
        state: String,
        askedAt: String,
        dueAt: String,
        finishedAt: String?,
        counts: [StoreCountBody],
        retained: [RetainedBody],
        url: String
    ) {
        self.id = id
        self.scope = scope
        self.state = state
        self.askedAt = askedAt
        self.dueAt = dueAt
        self.finishedAt = finishedAt
        self.counts = counts
        self.retained = retained
        self.url = url
    }

    enum CodingKeys: String, CodingKey {
        case id, scope, state, counts, retained, url
        case askedAt = "asked_at"
        case dueAt = "due_at"
        case finishedAt = "finished_at"
    }
}

/// How much one store held before a deletion, and how much of that is gone.
public struct StoreCountBody: Codable, Sendable, Hashable {
    /// A table, or `blobs` for the folder of pictures.
    public var store: String
    /// Counted before anything went.
    public var before: Int
    /// What of that was gone when it was counted again.
    public var erased: Int

    /// Makes a body of all its members.
    public init(store: String, before: Int, erased: Int) {
        self.store = store
        self.before = before
        self.erased = erased
    }
}

/// What a deletion had to leave.
public struct RetainedBody: Codable, Sendable, Hashable {
    /// A table.
    public var store: String
    /// The legal basis, or `legal_hold` with its ground.
    public var ground: String
    /// How many stay.
    public var records: Int
    /// Until when; absent while nobody can say.
    public var until: String?

    /// Makes a body of all its members.
    public init(
        store: String,
        ground: String,
        records: Int,
        until: String?
    ) {
        self.store = store
        self.ground = ground
        self.records = records
        self.until = until
    }
}
