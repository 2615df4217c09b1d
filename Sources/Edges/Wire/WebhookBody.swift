/// A server of somebody's that is told what ends.
public struct WebhookBody: Codable, Sendable, Hashable {
    /// `whk_…`.
    public var id: String
    /// Where notices are posted.
    public var url: String
    /// What its person calls it.
    public var description: String?
    /// What it is told: `job.succeeded`, `job.failed`, `job.canceled`, `image.deleted`, `batch.finished`.
    public var events: [String]
    /// Whether anything is sent to it.
    public var enabled: Bool
    /// `owner`, `gone` or `failing`; null while it is on.
    public var disabledReason: String?
    /// RFC 3339, UTC.
    public var disabledAt: String?
    /// Since when every try has failed; RFC 3339, UTC.
    public var failingSince: String?
    /// Until when the secret before this one signs too; RFC 3339, UTC.
    public var oldSecretUntil: String?
    /// RFC 3339, UTC.
    public var createdAt: String
    /// `whsec_…`, in the answer that makes it and in no other.
    public var secret: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        url: String,
        description: String?,
        events: [String],
        enabled: Bool,
        disabledReason: String?,
        disabledAt: String?,
        failingSince: String?,
        oldSecretUntil: String?,
        createdAt: String,
        secret: String? = nil
    ) {
        self.id = id
        self.url = url
        self.description = description
        self.events = events
        self.enabled = enabled
        self.disabledReason = disabledReason
        self.disabledAt = disabledAt
        self.failingSince = failingSince
        self.oldSecretUntil = oldSecretUntil
        self.createdAt = createdAt
        self.secret = secret
    }

    private enum CodingKeys: String, CodingKey {
        case id, url, description, events, enabled, secret
        case disabledReason = "disabled_reason"
        case disabledAt = "disabled_at"
        case failingSince = "failing_since"
        case oldSecretUntil = "old_secret_until"
        case createdAt = "created_at"
    }

    /// Writes all members, also those that are null; the secret where there is one.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(url, forKey: .url)
        try container.encode(description, forKey: .description)
        try container.encode(events, forKey: .events)
        try container.encode(enabled, forKey: .enabled)
        try container.encode(disabledReason, forKey: .disabledReason)
        try container.encode(disabledAt, forKey: .disabledAt)
        try container.encode(failingSince, forKey: .failingSince)
        try container.encode(oldSecretUntil, forKey: .oldSecretUntil)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encodeIfPresent(secret, forKey: .secret)
    }
}

/// What `POST /api/webhooks` takes.
public struct NewWebhookBody: Codable, Sendable, Hashable {
    /// An https address on the public internet.
    public var url: String
    /// At most 200 characters in one line.
    public var description: String?
    /// What it is to be told; everything unless it says otherwise.
    public var events: [String]?

    /// Makes a request.
    public init(url: String, description: String? = nil, events: [String]? = nil) {
        self.url = url
        self.description = description
        self.events = events
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case url, description, events
    }
}

/// What `PATCH /api/webhooks/{id}` takes; what is absent stays.
public struct WebhookChangeBody: Codable, Sendable, Hashable {
    /// An https address on the public internet.
    public var url: String?
    /// At most 200 characters in one line; an empty one takes it away.
    public var description: String?
    /// What it is to be told.
    public var events: [String]?
    /// Whether anything is sent to it.
    public var enabled: Bool?

    /// Makes a request.
    public init(
        url: String? = nil,
        description: String? = nil,
        events: [String]? = nil,
        enabled: Bool? = nil
    ) {
        self.url = url
        self.description = description
        self.events = events
        self.enabled = enabled
    }

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case url, description, events, enabled
    }
}

/// One notice on its way to one webhook.
public struct WebhookDeliveryBody: Codable, Sendable, Hashable {
    /// `dlv_…`.
    public var id: String
    /// `msg_…`: the header `webhook-id`, the same at every try.
    public var messageID: String
    /// `job.succeeded` and the like; `ping` for a test.
    public var type: String
    /// The id of what it is about.
    public var about: String
    /// `waiting`, `delivered`, `failed` or `stopped`.
    public var status: String
    /// How often it was posted.
    public var attempts: Int
    /// The status of the last answer.
    public var answer: Int?
    /// Why it was not taken, or is not sent, in a word.
    public var reason: String?
    /// RFC 3339, UTC.
    public var createdAt: String
    /// When it is posted next; RFC 3339, UTC.
    public var nextAt: String?
    /// RFC 3339, UTC.
    public var endedAt: String?
    /// What is posted, to the byte; only where one delivery is asked for.
    public var body: String?
    /// Its tries, the newest first; only where one delivery is asked for.
    public var log: [WebhookAttemptBody]?

    /// Makes a body of all its members.
    public init(
        id: String,
        messageID: String,
        type: String,
        about: String,
        status: String,
        attempts: Int,
        answer: Int?,
        reason: String?,
        createdAt: String,
        nextAt: String?,
        endedAt: String?,
        body: String? = nil,
        log: [WebhookAttemptBody]? = nil
    ) {
        self.id = id
        self.messageID = messageID
        self.type = type
        self.about = about
        self.status = status
        self.attempts = attempts
        self.answer = answer
        self.reason = reason
        self.createdAt = createdAt
        self.nextAt = nextAt
        self.endedAt = endedAt
        self.body = body
        self.log = log
    }

    private enum CodingKeys: String, CodingKey {
        case id, type, about, status, attempts, answer, reason, body, log
        case messageID = "message_id"
        case createdAt = "created_at"
        case nextAt = "next_at"
        case endedAt = "ended_at"
    }

    /// Writes all members, also those that are null; body and log where they are there.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(messageID, forKey: .messageID)
        try container.encode(type, forKey: .type)
        try container.encode(about, forKey: .about)
        try container.encode(status, forKey: .status)
        try container.encode(attempts, forKey: .attempts)
        try container.encode(answer, forKey: .answer)
        try container.encode(reason, forKey: .reason)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(nextAt, forKey: .nextAt)
        try container.encode(endedAt, forKey: .endedAt)
        try container.encodeIfPresent(body, forKey: .body)
        try container.encodeIfPresent(log, forKey: .log)
    }
}

/// One try to post a notice.
public struct WebhookAttemptBody: Codable, Sendable, Hashable {
    /// RFC 3339, UTC.
    public var at: String
    /// How long it took.
    public var milliseconds: Int
    /// The status of the answer; null where there was none.
    public var answer: Int?
    /// Why the notice was not taken, in a word.
    public var reason: String?

    /// Makes a body of all its members.
    public init(at: String, milliseconds: Int, answer: Int?, reason: String?) {
        self.at = at
        self.milliseconds = milliseconds
        self.answer = answer
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case at, milliseconds, answer, reason
    }

    /// Writes all members, also those that are null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(at, forKey: .at)
        try container.encode(milliseconds, forKey: .milliseconds)
        try container.encode(answer, forKey: .answer)
        try container.encode(reason, forKey: .reason)
    }
}
