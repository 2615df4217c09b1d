/// A link by which anybody sees one picture.
public struct ShareBody: Codable, Sendable, Hashable {
    /// The link's id, `shr_…`.
    public var id: String
    /// Whether whoever has the link reads the words that the picture was made from.
    public var showsWords: Bool
    /// RFC 3339, UTC.
    public var createdAt: String
    /// RFC 3339, UTC: when it stops working.
    public var expiresAt: String
    /// The address to give away; told when the link is made, and never again.
    public var url: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        showsWords: Bool,
        createdAt: String,
        expiresAt: String,
        url: String? = nil
    ) {
        self.id = id
        self.showsWords = showsWords
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.url = url
    }

    enum CodingKeys: String, CodingKey {
        case id, url
        case showsWords = "shows_words"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// What `POST /api/images/{id}/shares` takes.
public struct NewShareBody: Codable, Sendable, Hashable {
    /// In hours, from 1 to 8760; 168 when absent.
    public var expiresIn: Int?
    /// Whether to show the words too; not when absent.
    public var showsWords: Bool?
    /// What `POST /api/age` answered; whoever shares without an account needs it.
    public var ageTicket: String?

    /// Makes a request.
    public init(expiresIn: Int? = nil, showsWords: Bool? = nil, ageTicket: String? = nil) {
        self.expiresIn = expiresIn
        self.showsWords = showsWords
        self.ageTicket = ageTicket
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case expiresIn = "expires_in"
        case showsWords = "shows_words"
        case ageTicket = "age_ticket"
    }
}
