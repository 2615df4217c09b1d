/// A case of the review queue, for staff.
public struct CaseBody: Codable, Sendable, Hashable {
    /// The case's id, `case_…`.
    public var id: String
    /// `report`, `classifier`, `appeal` or `rule`.
    public var source: String
    /// What it is about.
    public var rule: String
    /// `low`, `medium` or `high`.
    public var severity: String
    /// The picture that it is about.
    public var image: String?
    /// RFC 3339, UTC.
    public var openedAt: String
    /// When it is to be decided at the latest; RFC 3339, UTC.
    public var dueAt: String
    /// RFC 3339, UTC; absent while it is open.
    public var decidedAt: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        source: String,
        rule: String,
        severity: String,
        image: String?,
        openedAt: String,
        dueAt: String,
        decidedAt: String?
    ) {
        self.id = id
        self.source = source
        self.rule = rule
        self.severity = severity
        self.image = image
        self.openedAt = openedAt
        self.dueAt = dueAt
        self.decidedAt = decidedAt
    }

    private enum CodingKeys: String, CodingKey {
        case id, source, rule, severity, image
        case openedAt = "opened_at"
        case dueAt = "due_at"
        case decidedAt = "decided_at"
    }
}

/// A case with what was written to us about it.
public struct CaseFileBody: Codable, Sendable, Hashable {
    /// The case.
    public var entry: CaseBody
    /// What was reported.
    public var reports: [CaseReportBody]
    /// What an appeal says.
    public var appealText: String?
    /// The refused prompt, if whoever appeals gave it.
    public var appealPrompt: String?
    /// The decisions that belong to it, oldest first.
    public var decisions: [String]

    /// Makes a body of all its members.
    public init(
        entry: CaseBody,
        reports: [CaseReportBody],
        appealText: String?,
        appealPrompt: String?,
        decisions: [String]
    ) {
        self.entry = entry
        self.reports = reports
        self.appealText = appealText
        self.appealPrompt = appealPrompt
        self.decisions = decisions
    }

    private enum CodingKeys: String, CodingKey {
        case reports, decisions
        case entry = "case"
        case appealText = "appeal_text"
        case appealPrompt = "appeal_prompt"
    }
}

/// One report of a case.
public struct CaseReportBody: Codable, Sendable, Hashable {
    /// The reference number.
    public var id: String
    /// What is said to be wrong.
    public var category: String
    /// In the reporter's words.
    public var text: String
    /// As it was given.
    public var address: String
    /// RFC 3339, UTC.
    public var madeAt: String

    /// Makes a body of all its members.
    public init(
        id: String,
        category: String,
        text: String,
        address: String,
        madeAt: String
    ) {
        self.id = id
        self.category = category
        self.text = text
        self.address = address
        self.madeAt = madeAt
    }

    private enum CodingKeys: String, CodingKey {
        case id, category, text, address
        case madeAt = "made_at"
    }
}

/// What `POST /api/admin/moderation/{id}/decision` takes.
public struct NewDecisionBody: Codable, Sendable, Hashable {
    /// `dismiss`, `withhold`, `warn` or `suspend`; for an appeal `grant` or `reject`.
    public var action: String
    /// Which of the terms; not for an appeal.
    public var category: String?
    /// Why, for whom it is about: 1 to 500 characters.
    public var reason: String
    /// For how many days a suspension lasts, 1 to 3,650; until further notice without it.
    public var days: Int?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case action, category, reason, days
    }
}
