/// An archive that was asked for.
public struct ExportBody: Codable, Sendable, Hashable {
    /// `exp_…`.
    public var id: String
    /// `queued`, `running`, `ready`, `sending`, `taken`, `expired` or `failed`.
    public var status: String
    /// From 0 to 1.
    public var progress: Double
    /// RFC 3339, UTC.
    public var createdAt: String
    /// RFC 3339, UTC.
    public var readyAt: String?
    /// Until when it can be fetched or sent; RFC 3339, UTC.
    public var expiresAt: String?
    /// Its size.
    public var bytes: Int?
    /// Where it is fetched, once; null unless it is ready.
    public var url: String?
    /// How sending it to another installation went or goes; null where nobody asked for that.
    public var push: PushBody?

    /// Makes a body of all its members.
    public init(
        id: String,
        status: String,
        progress: Double,
        createdAt: String,
        readyAt: String?,
        expiresAt: String?,
        bytes: Int?,
        url: String?,
        push: PushBody?
    ) {
        self.id = id
        self.status = status
        self.progress = progress
        self.createdAt = createdAt
        self.readyAt = readyAt
        self.expiresAt = expiresAt
        self.bytes = bytes
        self.url = url
        self.push = push
    }

    private enum CodingKeys: String, CodingKey {
        case id, status, progress, bytes, url, push
        case createdAt = "created_at"
        case readyAt = "ready_at"
        case expiresAt = "expires_at"
    }

    /// Writes all members, also those that are null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(status, forKey: .status)
        try container.encode(progress, forKey: .progress)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(readyAt, forKey: .readyAt)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(url, forKey: .url)
        try container.encode(push, forKey: .push)
    }
}

/// An archive on its way to another installation.
public struct PushBody: Codable, Sendable, Hashable {
    /// `sending`, `sent`, `refused` or `failed`.
    public var status: String
    /// Why it was not taken, in a word; while it is being sent, what came of the last try.
    public var reason: String?
    /// The status with which the other server refused it.
    public var answer: Int?
    /// RFC 3339, UTC.
    public var createdAt: String
    /// RFC 3339, UTC.
    public var endedAt: String?

    /// Makes a body of all its members.
    public init(
        status: String,
        reason: String?,
        answer: Int?,
        createdAt: String,
        endedAt: String?
    ) {
        self.status = status
        self.reason = reason
        self.answer = answer
        self.createdAt = createdAt
        self.endedAt = endedAt
    }

    private enum CodingKeys: String, CodingKey {
        case status, reason, answer
        case createdAt = "created_at"
        case endedAt = "ended_at"
    }

    /// Writes all members, also those that are null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status, forKey: .status)
        try container.encode(reason, forKey: .reason)
        try container.encode(answer, forKey: .answer)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(endedAt, forKey: .endedAt)
    }
}

/// What `POST /api/privacy/exports/{id}/push` takes.
public struct NewPushBody: Codable, Sendable, Hashable {
    /// The transfer address of the other installation.
    public var to: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case to
    }
}

/// A transfer address that was just made.
public struct ArrivalBody: Codable, Sendable, Hashable {
    /// Shown once.
    public var address: String
    /// RFC 3339, UTC.
    public var expiresAt: String

    /// Makes a body of all its members.
    public init(address: String, expiresAt: String) {
        self.address = address
        self.expiresAt = expiresAt
    }

    private enum CodingKeys: String, CodingKey {
        case address
        case expiresAt = "expires_at"
    }
}
