/// What `POST /api/privacy/requests` takes.
public struct NewRequestBody: Codable, Sendable, Hashable {
    /// `access`, `portability`, `correction`, `deletion`, `restriction`, `objection`, `child_report` or `other`.
    public var kind: String
    /// Where answers go; absent for whoever is signed in.
    public var email: String?
    /// `eu`, `california` or `elsewhere`: which clock runs.
    public var region: String?
    /// Up to 2,000 characters; of a child report, the account's address or a link to one of its pictures.
    public var text: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, email, region, text
    }
}

/// What `POST /api/privacy/corrections` takes.
public struct NewCorrectionBody: Codable, Sendable, Hashable {
    /// What is wrong, and what is right: up to 2,000 characters.
    public var text: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case text
    }
}

/// Where a request stands.
public struct RightsRequestBody: Codable, Sendable, Hashable {
    /// The ticket number, `req_…`.
    public var id: String
    /// What is demanded.
    public var kind: String
    /// `received`, `verifying`, `open`, `fulfilled`, `partly`, `refused`, `withdrawn` or `expired`.
    public var state: String
    /// Which clock runs.
    public var region: String
    /// RFC 3339, UTC.
    public var receivedAt: String
    /// When it is answered at the latest; RFC 3339, UTC.
    public var dueAt: String
    /// When the deadline was moved; RFC 3339, UTC.
    public var extendedAt: String?
    /// When it was answered; RFC 3339, UTC.
    public var closedAt: String?
    /// `verification_required` while a code is waited for.
    public var nextStep: String?
    /// The key to it, for whoever made it: `req_…-…`.
    public var link: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        kind: String,
        state: String,
        region: String,
        receivedAt: String,
        dueAt: String,
        extendedAt: String?,
        closedAt: String?,
        nextStep: String?,
        link: String?
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.region = region
        self.receivedAt = receivedAt
        self.dueAt = dueAt
        self.extendedAt = extendedAt
        self.closedAt = closedAt
        self.nextStep = nextStep
        self.link = link
    }

    private enum CodingKeys: String, CodingKey {
        case id, kind, state, region, link
        case receivedAt = "received_at"
        case dueAt = "due_at"
        case extendedAt = "extended_at"
        case closedAt = "closed_at"
        case nextStep = "next_step"
    }
}

/// What `POST /api/privacy/requests/{id}/code` takes.
public struct RequestCodeBody: Codable, Sendable, Hashable {
    /// Eight digits; without it another code is sent.
    public var code: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case code
    }
}

/// A request in the queue of staff.
public struct RequestFileBody: Codable, Sendable, Hashable {
    /// Where it stands.
    public var request: RightsRequestBody
    /// What was written; absent once it is closed.
    public var text: String?
    /// Where answers go; absent once it is closed.
    public var email: String?
    /// What was answered.
    public var answer: String?
    /// Whose account it is about, if one was found.
    public var account: String?
    /// When it was verified; RFC 3339, UTC.
    public var verifiedAt: String?
    /// Its history, oldest first.
    public var events: [RequestEventBody]

    /// Makes a body of all its members.
    public init(
        request: RightsRequestBody,
        text: String?,
        email: String?,
        answer: String?,
        account: String?,
        verifiedAt: String?,
        events: [RequestEventBody]
    ) {
        self.request = request
        self.text = text
        self.email = email
        self.answer = answer
        self.account = account
        self.verifiedAt = verifiedAt
        self.events = events
    }

    private enum CodingKeys: String, CodingKey {
        case request, text, email, answer, account, events
        case verifiedAt = "verified_at"
    }
}

/// A line of a request's history.
public struct RequestEventBody: Codable, Sendable, Hashable {
    /// RFC 3339, UTC.
    public var at: String
    /// The state after it.
    public var state: String
    /// `person`, `agent`, `staff` or `system`.
    public var actor: String
    /// An agent, or a pseudonym of staff.
    public var name: String?
    /// What was done, in a word.
    public var reason: String
    /// What staff wrote.
    public var note: String?

    /// Makes a body of all its members.
    public init(
        at: String,
        state: String,
        actor: String,
        name: String?,
        reason: String,
        note: String?
    ) {
        self.at = at
        self.state = state
        self.actor = actor
        self.name = name
        self.reason = reason
        self.note = note
    }
}

/// What `POST /api/admin/requests/{id}` takes.
public struct RequestActionBody: Codable, Sendable, Hashable {
    /// `verify`, `extend`, `erase`, `release`, `fulfil`, `partly`, `refuse` or `note`.
    public var action: String
    /// Why not, or not all: `not_verified`, `nothing_held`, `must_keep`, `others_rights`, `excessive` or `not_covered`.
    public var ground: String?
    /// Up to 500 characters: what the person reads, or of a note, what staff read.
    public var text: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case action, ground, text
    }
}
