/// What `POST /api/reports` takes.
public struct NewReportBody: Codable, Sendable, Hashable {
    /// Where the picture was seen.
    public var address: String
    /// What is wrong with it: `minors`, `person`, `sexual`, `violence`, `hate`, `copyright`, `illegal` or `other`.
    public var category: String
    /// Up to 2,000 characters.
    public var text: String?
    /// Where an answer goes.
    public var email: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case address, category, text, email
    }
}

/// What it answers, whether the address leads anywhere or not.
public struct ReportBody: Codable, Sendable, Hashable {
    /// The reference number, `rep_…`.
    public var reference: String

    /// Makes a body.
    public init(reference: String) {
        self.reference = reference
    }
}

/// What `POST /api/appeals/{link}` takes.
public struct NewAppealBody: Codable, Sendable, Hashable {
    /// Up to 2,000 characters.
    public var text: String?
    /// The prompt that was refused, if it may be read.
    public var prompt: String?
    /// Where the answer goes without an account.
    public var email: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case text, prompt, email
    }
}

/// A decision about somebody.
public struct DecisionBody: Codable, Sendable, Hashable {
    /// The decision's id, `dec_…`.
    public var id: String
    /// `refuse_prompt`, `refuse_image`, `withhold`, `warn` or `suspend`.
    public var action: String
    /// Which rule.
    public var rule: String
    /// Why, in words.
    public var reason: String
    /// `rule` or `staff`.
    public var decidedBy: String
    /// RFC 3339, UTC.
    public var decidedAt: String
    /// When it ends by itself; RFC 3339, UTC.
    public var until: String?
    /// When it was taken back or ended; RFC 3339, UTC.
    public var endedAt: String?
    /// The picture that it is about.
    public var image: String?
    /// `none`, `waiting`, `granted` or `rejected`.
    public var appeal: String
    /// When an appeal is answered at the latest; RFC 3339, UTC.
    public var appealDueAt: String?
    /// What was answered.
    public var appealReason: String?
    /// Where it can be looked at, and appealed against.
    public var appealURL: String

    /// Makes a body of all its members.
    public init(
        id: String,
        action: String,
        rule: String,
        reason: String,
        decidedBy: String,
        decidedAt: String,
        until: String?,
        endedAt: String?,
        image: String?,
        appeal: String,
        appealDueAt: String?,
        appealReason: String?,
        appealURL: String
    ) {
        self.id = id
        self.action = action
        self.rule = rule
        self.reason = reason
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.until = until
        self.endedAt = endedAt
        self.image = image
        self.appeal = appeal
        self.appealDueAt = appealDueAt
        self.appealReason = appealReason
        self.appealURL = appealURL
    }

    private enum CodingKeys: String, CodingKey {
        case id, action, rule, reason, until, image, appeal
        case decidedBy = "decided_by"
        case decidedAt = "decided_at"
        case endedAt = "ended_at"
        case appealDueAt = "appeal_due_at"
        case appealReason = "appeal_reason"
        case appealURL = "appeal_url"
    }
}
