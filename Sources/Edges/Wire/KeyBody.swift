/// An API key, without its secret.
public struct KeyBody: Codable, Sendable, Hashable {
    /// The key's id with us, `key_…`.
    public var id: String
    /// What its person calls it.
    public var name: String
    /// `secret` or `publishable`.
    public var kind: String
    /// The last characters of its secret.
    public var hint: String
    /// What it may be used for: `jobs`, `read`, `manage`, `webhooks`, `account`.
    public var scopes: [String]
    /// The sites that a publishable key works on.
    public var origins: [String]
    /// What it may at most, beside what its account may.
    public var limits: KeyLimitsBody
    /// What of that is used.
    public var spent: KeySpentBody
    /// `live`, `expired` or `revoked`.
    public var state: String
    /// RFC 3339, UTC.
    public var createdAt: String
    /// RFC 3339, UTC, to the minute; null for one that has not been used.
    public var usedAt: String?
    /// RFC 3339, UTC; null for one without an end.
    public var expiresAt: String?
    /// RFC 3339, UTC; null for one that was not revoked.
    public var revokedAt: String?
    /// Until when the secret before this one works too; null where there was none.
    public var oldSecretUntil: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        name: String,
        kind: String,
        hint: String,
        scopes: [String],
        origins: [String],
        limits: KeyLimitsBody,
        spent: KeySpentBody,
        state: String,
        createdAt: String,
        usedAt: String?,
        expiresAt: String?,
        revokedAt: String?,
        oldSecretUntil: String?
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.hint = hint
        self.scopes = scopes
        self.origins = origins
        self.limits = limits
        self.spent = spent
        self.state = state
        self.createdAt = createdAt
        self.usedAt = usedAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.oldSecretUntil = oldSecretUntil
    }

    enum CodingKeys: String, CodingKey {
        case id, name, kind, hint, scopes, origins, limits, spent, state
        case createdAt = "created_at"
        case usedAt = "used_at"
        case expiresAt = "expires_at"
        case revokedAt = "revoked_at"
        case oldSecretUntil = "old_secret_until"
    }

    /// Writes every member, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        try container.encode(hint, forKey: .hint)
        try container.encode(scopes, forKey: .scopes)
        try container.encode(origins, forKey: .origins)
        try container.encode(limits, forKey: .limits)
        try container.encode(spent, forKey: .spent)
        try container.encode(state, forKey: .state)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(usedAt, forKey: .usedAt)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(revokedAt, forKey: .revokedAt)
        try container.encode(oldSecretUntil, forKey: .oldSecretUntil)
    }
}

/// What a key may at most; null is without a limit of its own.
public struct KeyLimitsBody: Codable, Sendable, Hashable {
    /// Requests a minute.
    public var requestsPerMinute: Int?
    /// Pictures a day, which begins at 00:00 UTC.
    public var imagesPerDay: Int?
    /// Credits in thirty days.
    public var creditsPerMonth: Int?

    /// Makes a body of all its members.
    public init(
        requestsPerMinute: Int?,
        imagesPerDay: Int?,
        creditsPerMonth: Int?
    ) {
        self.requestsPerMinute = requestsPerMinute
        self.imagesPerDay = imagesPerDay
        self.creditsPerMonth = creditsPerMonth
    }

    enum CodingKeys: String, CodingKey {
        case requestsPerMinute = "requests_per_minute"
        case imagesPerDay = "images_per_day"
        case creditsPerMonth = "credits_per_month"
    }

    /// Writes every member, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(requestsPerMinute, forKey: .requestsPerMinute)
        try container.encode(imagesPerDay, forKey: .imagesPerDay)
        try container.encode(creditsPerMonth, forKey: .creditsPerMonth)
    }
}

/// What a key has spent, or holds for jobs that run.
public struct KeySpentBody: Codable, Sendable, Hashable {
    /// Pictures since 00:00 UTC.
    public var imagesToday: Int
    /// Credits in the last thirty days.
    public var creditsOfMonth: Int

    /// Makes a body of all its members.
    public init(imagesToday: Int, creditsOfMonth: Int) {
        self.imagesToday = imagesToday
        self.creditsOfMonth = creditsOfMonth
    }

    enum CodingKeys: String, CodingKey {
        case imagesToday = "images_today"
        case creditsOfMonth = "credits_of_month"
    }
}

/// What `POST /api/keys` takes.
public struct NewKeyBody: Codable, Sendable, Hashable {
    /// What to call it.
    public var name: String
    /// `secret`, which is usual, or `publishable`.
    public var kind: String?
    /// What it may be used for; without them what is usual for its kind.
    public var scopes: [String]?
    /// The sites that a publishable key works on.
    public var origins: [String]?
    /// Requests a minute.
    public var requestsPerMinute: Int?
    /// Pictures a day.
    public var imagesPerDay: Int?
    /// Credits in thirty days.
    public var creditsPerMonth: Int?
    /// How long it works; without it until it is revoked.
    public var days: Int?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case name, kind, scopes, origins, days
        case requestsPerMinute = "requests_per_minute"
        case imagesPerDay = "images_per_day"
        case creditsPerMonth = "credits_per_month"
    }
}

/// What `PATCH /api/keys/{id}` takes; what is absent stays.
public struct KeyChangeBody: Codable, Sendable, Hashable {
    /// What to call it.
    public var name: String?
    /// What it may be used for, all of it.
    public var scopes: [String]?
    /// The sites that a publishable key works on, all of them.
    public var origins: [String]?
    /// Requests a minute; `.some(nil)`, null on the wire, takes the limit away.
    public var requestsPerMinute: Int??
    /// Pictures a day; `.some(nil)`, null on the wire, takes the limit away.
    public var imagesPerDay: Int??
    /// Credits in thirty days; `.some(nil)`, null on the wire, takes the limit away.
    public var creditsPerMonth: Int??
    /// How long it works from now on; `.some(nil)`, null on the wire, until it is revoked.
    public var days: Int??

    /// Makes a change of nothing.
    public init() {}

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case name, scopes, origins, days
        case requestsPerMinute = "requests_per_minute"
        case imagesPerDay = "images_per_day"
        case creditsPerMonth = "credits_per_month"
    }

    /// Reads null as a bound that is taken away.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        scopes = try container.decodeIfPresent([String].self, forKey: .scopes)
        origins = try container.decodeIfPresent([String].self, forKey: .origins)
        requestsPerMinute = try container.bound(.requestsPerMinute)
        imagesPerDay = try container.bound(.imagesPerDay)
        creditsPerMonth = try container.bound(.creditsPerMonth)
        days = try container.bound(.days)
    }

    /// Writes null for a bound that is taken away, and nothing for what stays.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(scopes, forKey: .scopes)
        try container.encodeIfPresent(origins, forKey: .origins)
        if let requestsPerMinute { try container.encode(requestsPerMinute, forKey: .requestsPerMinute) }
        if let imagesPerDay { try container.encode(imagesPerDay, forKey: .imagesPerDay) }
        if let creditsPerMonth { try container.encode(creditsPerMonth, forKey: .creditsPerMonth) }
        if let days { try container.encode(days, forKey: .days) }
    }
}

extension KeyedDecodingContainer<KeyChangeBody.CodingKeys> {
    fileprivate func bound(_ key: Key) throws -> Int?? {
        guard contains(key) else { return nil }
        return .some(try decodeIfPresent(Int.self, forKey: key))
    }
}

/// What `POST /api/keys/{id}/rotate` takes.
public struct KeyRotationBody: Codable, Sendable, Hashable {
    /// For how many hours the secret from before works too: 0 to 168.
    public var overlapHours: Int

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case overlapHours = "overlap_hours"
    }
}

/// A key with its secret, told once.
public struct ShownKeyBody: Codable, Sendable, Hashable {
    /// What a program shows: `nbp_sk_…` or `nbp_pk_…`.
    public var secret: String
    /// What it belongs to.
    public var key: KeyBody

    /// Makes a body of all its members.
    public init(secret: String, key: KeyBody) {
        self.secret = secret
        self.key = key
    }
}
