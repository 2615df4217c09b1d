/// An account as staff see it: numbers always, its person only behind a reason.
public struct StaffSubjectBody: Codable, Sendable, Hashable {
    /// `sub_…`.
    public var id: String
    /// RFC 3339, UTC.
    public var createdAt: String
    /// The role of somebody of the staff; absent for others.
    public var role: String?
    /// Since when it waits for a check; absent for an account in use.
    public var frozenAt: String?
    /// False for somebody without one, whom a case of the review queue names.
    public var hasAccount: Bool
    /// Open sessions.
    public var sessions: Int
    /// Whether a password alone does not sign in.
    public var hasSecondFactor: Bool
    /// Jobs in all.
    public var jobs: Int
    /// Images in all.
    public var images: Int
    /// What the images take, as they were made.
    public var bytes: Int
    /// Free credits.
    public var credits: Int
    /// Contact data, with `open=profile` and a reason given before.
    public var profile: AccountBody?
    /// Images and prompts, with `open=work` and a reason given before.
    public var works: [StaffWorkBody]?

    /// Makes a body of all its members.
    public init(
        id: String,
        createdAt: String,
        role: String?,
        frozenAt: String?,
        hasAccount: Bool,
        sessions: Int,
        hasSecondFactor: Bool,
        jobs: Int,
        images: Int,
        bytes: Int,
        credits: Int,
        profile: AccountBody?,
        works: [StaffWorkBody]?
    ) {
        self.id = id
        self.createdAt = createdAt
        self.role = role
        self.frozenAt = frozenAt
        self.hasAccount = hasAccount
        self.sessions = sessions
        self.hasSecondFactor = hasSecondFactor
        self.jobs = jobs
        self.images = images
        self.bytes = bytes
        self.credits = credits
        self.profile = profile
        self.works = works
    }

    enum CodingKeys: String, CodingKey {
        case id, role, sessions, jobs, images, bytes, credits, profile, works
        case createdAt = "created_at"
        case frozenAt = "frozen_at"
        case hasAccount = "has_account"
        case hasSecondFactor = "has_second_factor"
    }
}

/// A private image that was opened with a reason.
public struct StaffWorkBody: Codable, Sendable, Hashable {
    /// `img_…`.
    public var id: String
    /// What it was asked for with.
    public var prompt: String
    /// What made it.
    public var model: String
    /// RFC 3339, UTC.
    public var createdAt: String

    /// Makes a body of all its members.
    public init(
        id: String,
        prompt: String,
        model: String,
        createdAt: String
    ) {
        self.id = id
        self.prompt = prompt
        self.model = model
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id, prompt, model
        case createdAt = "created_at"
    }
}

/// What a reason opened.
public struct GlassOpenedBody: Codable, Sendable, Hashable {
    /// `profile` or `work`.
    public var scope: String
    /// RFC 3339, UTC; then a new reason is needed.
    public var endsAt: String

    /// Makes a body of all its members.
    public init(
        scope: String,
        endsAt: String
    ) {
        self.scope = scope
        self.endsAt = endsAt
    }

    enum CodingKeys: String, CodingKey {
        case scope
        case endsAt = "ends_at"
    }
}

/// What `POST /api/admin/subjects/{id}/open` takes: why staff have to look.
public struct GlassReasonBody: Codable, Sendable, Hashable {
    /// `profile` or `work`.
    public var scope: String
    /// `help`, `abuse`, `child`, `rights` or `demand`.
    public var ground: String
    /// 10 to 500 characters, which the person reads.
    public var reason: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case scope, ground, reason
    }
}

/// One member of staff.
public struct StaffLineBody: Codable, Sendable, Hashable {
    /// `sub_…`.
    public var id: String
    /// Their address; absent for whoever has just been erased.
    public var email: String?
    /// `owner`, `support`, `privacy`, `finance` or `read-only`.
    public var role: String
    /// RFC 3339, UTC.
    public var createdAt: String
    /// Whether an invitation waits to be followed.
    public var isInvited: Bool

    /// Makes a body of all its members.
    public init(
        id: String,
        email: String?,
        role: String,
        createdAt: String,
        isInvited: Bool
    ) {
        self.id = id
        self.email = email
        self.role = role
        self.createdAt = createdAt
        self.isInvited = isInvited
    }

    enum CodingKeys: String, CodingKey {
        case id, email, role
        case createdAt = "created_at"
        case isInvited = "is_invited"
    }
}
