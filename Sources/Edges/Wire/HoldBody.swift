/// What `POST /api/admin/holds` takes.
public struct NewHoldBody: Codable, Sendable, Hashable {
    /// The id of one picture or one job.
    public var record: String
    /// `order` or `claim`.
    public var ground: String
    /// Who demands it.
    public var authority: String
    /// Ten to five hundred characters.
    public var reason: String
    /// RFC 3339; when somebody must look at it again.
    public var reviewAt: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case record, ground, authority, reason
        case reviewAt = "review_at"
    }
}

/// A legal hold on one record.
public struct HoldBody: Codable, Sendable, Hashable {
    /// `hld_…`.
    public var id: String
    /// The id of one picture or one job.
    public var record: String
    /// `order` or `claim`.
    public var ground: String
    /// Who demands it, and why; absent once it is lifted.
    public var words: String?
    /// `proposed`, `in_force` or `lifted`.
    public var state: String
    /// RFC 3339, UTC.
    public var madeAt: String
    /// RFC 3339; when somebody must look at it again.
    public var reviewAt: String

    /// Makes a body of all its members.
    public init(
        id: String,
        record: String,
        ground: String,
        words: String?,
        state: String,
        madeAt: String,
        reviewAt: String
    ) {
        self.id = id
        self.record = record
        self.ground = ground
        self.words = words
        self.state = state
        self.madeAt = madeAt
        self.reviewAt = reviewAt
    }

    enum CodingKeys: String, CodingKey {
        case id, record, ground, words, state
        case madeAt = "made_at"
        case reviewAt = "review_at"
    }
}

/// What staff say when they restrict somebody or lift it.
public struct RestrictionReasonBody: Codable, Sendable, Hashable {
    /// The person reads it.
    public var reason: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case reason
    }
}

/// When a restriction ends.
public struct RestrictionEndBody: Codable, Sendable, Hashable {
    /// RFC 3339; absent where nothing was restricted.
    public var endsAt: String?

    /// Makes a body of all its members.
    public init(endsAt: String?) {
        self.endsAt = endsAt
    }

    enum CodingKeys: String, CodingKey {
        case endsAt = "ends_at"
    }
}
