/// What `POST /api/age` takes: the age question's answer, none of which is kept.
public struct AgeBody: Codable, Sendable, Hashable {
    /// ISO 3166-1 alpha-2.
    public var country: String
    /// Four digits.
    public var birthYear: Int
    /// From 1 to 12.
    public var birthMonth: Int

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case country
        case birthYear = "birth_year"
        case birthMonth = "birth_month"
    }
}

/// What it answers: a ticket for the sign-up.
public struct AgeTicketBody: Codable, Sendable, Hashable {
    /// Goes into `age_ticket` of the sign-up.
    public var ticket: String
    /// RFC 3339, UTC.
    public var expiresAt: String

    /// Makes a body of all its members.
    public init(ticket: String, expiresAt: String) {
        self.ticket = ticket
        self.expiresAt = expiresAt
    }

    enum CodingKeys: String, CodingKey {
        case ticket
        case expiresAt = "expires_at"
    }
}

/// What `POST /api/account` takes.
public struct NewAccountBody: Codable, Sendable, Hashable {
    /// Where the mail that confirms goes.
    public var email: String
    /// Taken exactly as typed.
    public var password: String
    /// From `POST /api/age`.
    public var ageTicket: String
    /// True: the terms were read and taken.
    public var acceptsTerms: Bool
    /// What to be called.
    public var displayName: String?
    /// BCP 47; the answer's language without it.
    public var language: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case email, password, language
        case ageTicket = "age_ticket"
        case acceptsTerms = "accept_terms"
        case displayName = "display_name"
    }
}

/// What a sign-up answers, whether the address has an account or not.
public struct SignUpBody: Codable, Sendable, Hashable {
    /// `confirmation_sent`.
    public var status: String

    /// Makes a body of all its members.
    public init(status: String) {
        self.status = status
    }
}

/// What `POST /api/account/sessions` takes.
public struct NewSessionBody: Codable, Sendable, Hashable {
    /// The account's address.
    public var email: String
    /// Its password.
    public var password: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case email, password
    }
}

/// One's own account.
public struct AccountBody: Codable, Sendable, Hashable {
    /// The account's id, `sub_…`.
    public var id: String
    /// Its address.
    public var email: String
    /// What its person is called.
    public var displayName: String?
    /// BCP 47.
    public var language: String
    /// ISO 3166-1 alpha-2.
    public var country: String
    /// `adult` or `of-age`: all that is kept of the age.
    public var ageBand: String
    /// RFC 3339, UTC.
    public var createdAt: String
    /// The terms of service that were agreed to; null for an account that was opened by an invitation.
    public var terms: TermsBody?
    /// Why and until when the account is suspended; absent while it is not.
    public var suspension: SuspensionBody?

    /// Makes a body of all its members.
    public init(
        id: String,
        email: String,
        displayName: String?,
        language: String,
        country: String,
        ageBand: String,
        createdAt: String,
        terms: TermsBody?,
        suspension: SuspensionBody? = nil
    ) {
        self.id = id
        self.email = email
        self.displayName = displayName
        self.language = language
        self.country = country
        self.ageBand = ageBand
        self.createdAt = createdAt
        self.terms = terms
        self.suspension = suspension
    }

    enum CodingKeys: String, CodingKey {
        case id, email, language, country, terms, suspension
        case displayName = "display_name"
        case ageBand = "age_band"
        case createdAt = "created_at"
    }

    /// Writes every member, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(email, forKey: .email)
        try container.encode(displayName, forKey: .displayName)
        try container.encode(language, forKey: .language)
        try container.encode(country, forKey: .country)
        try container.encode(ageBand, forKey: .ageBand)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(terms, forKey: .terms)
        try container.encodeIfPresent(suspension, forKey: .suspension)
    }
}

/// The terms of service that somebody agreed to.
public struct TermsBody: Codable, Sendable, Hashable {
    /// Year and number.
    public var version: String
    /// When; RFC 3339, UTC.
    public var at: String

    /// Makes a body of all its members.
    public init(version: String, at: String) {
        self.version = version
        self.at = at
    }
}

/// Why and until when an account is suspended: it may be read, exported and erased, and the decision contested.
public struct SuspensionBody: Codable, Sendable, Hashable {
    /// In the words of who decided it.
    public var reason: String
    /// RFC 3339, UTC; null until further notice.
    public var until: String?
    /// Where it can be contested.
    public var appealURL: String

    /// Makes a body of all its members.
    public init(
        reason: String,
        until: String?,
        appealURL: String
    ) {
        self.reason = reason
        self.until = until
        self.appealURL = appealURL
    }

    enum CodingKeys: String, CodingKey {
        case reason, until
        case appealURL = "appeal_url"
    }

    /// Writes every member, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(reason, forKey: .reason)
        try container.encode(until, forKey: .until)
        try container.encode(appealURL, forKey: .appealURL)
    }
}

/// What `PATCH /api/account` takes; what is absent stays.
public struct AccountChangeBody: Codable, Sendable, Hashable {
    /// What to be called; empty for no name.
    public var displayName: String?
    /// BCP 47.
    public var language: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case language
        case displayName = "display_name"
    }
}

/// One signed-in browser of one's own.
public struct SessionBody: Codable, Sendable, Hashable {
    /// The session's id, `ses_…`.
    public var id: String
    /// Browser and system, as families.
    public var device: String
    /// The network it came from, cut; null when there is none.
    public var network: String?
    /// Whether it is the one that asks.
    public var isCurrent: Bool
    /// RFC 3339, UTC.
    public var createdAt: String
    /// RFC 3339, UTC.
    public var usedAt: String

    /// Makes a body of all its members.
    public init(
        id: String,
        device: String,
        network: String?,
        isCurrent: Bool,
        createdAt: String,
        usedAt: String
    ) {
        self.id = id
        self.device = device
        self.network = network
        self.isCurrent = isCurrent
        self.createdAt = createdAt
        self.usedAt = usedAt
    }

    enum CodingKeys: String, CodingKey {
        case id, device, network
        case isCurrent = "current"
        case createdAt = "created_at"
        case usedAt = "used_at"
    }

    /// Writes every member, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(device, forKey: .device)
        try container.encode(network, forKey: .network)
        try container.encode(isCurrent, forKey: .isCurrent)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(usedAt, forKey: .usedAt)
    }
}
