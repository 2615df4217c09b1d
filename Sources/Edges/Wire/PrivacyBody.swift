/// What `GET /api/privacy` answers: all that is kept of whoever asks, and how their choices stand.
public struct PrivacyBody: Codable, Sendable, Hashable {
    /// `account`, `visitor` or `nobody`.
    public var holder: String
    /// What is kept, by category and store.
    public var data: [HoldingBody]
    /// Where any of it lies.
    public var locations: [DataLocationBody]
    /// Who else gets any of it.
    public var recipients: [RecipientBody]
    /// How one's choices stand.
    public var state: PrivacyStateBody

    /// Makes a body.
    public init(
        holder: String,
        data: [HoldingBody],
        locations: [DataLocationBody],
        recipients: [RecipientBody],
        state: PrivacyStateBody
    ) {
        self.holder = holder
        self.data = data
        self.locations = locations
        self.recipients = recipients
        self.state = state
    }
}

/// What of one category is kept in one table or folder.
public struct HoldingBody: Codable, Sendable, Hashable {
    /// A label of Fideslang 3.1.4.
    public var category: String
    /// The table or folder.
    public var store: String
    /// `rows` or `files`.
    public var kind: String
    /// How many.
    public var count: Int
    /// Why.
    public var purposes: [KeptForBody]
    /// When the oldest of it came; RFC 3339, UTC.
    public var since: String?
    /// The rule by which it goes.
    public var keep: KeepBody
    /// When the last of it goes; RFC 3339, UTC; absent where nobody can say yet.
    public var until: String?
    /// The database or folder that it lies in, one of `locations`.
    public var location: String

    /// Makes a body.
    public init(
        category: String,
        store: String,
        kind: String,
        count: Int,
        purposes: [KeptForBody],
        since: String?,
        keep: KeepBody,
        until: String?,
        location: String
    ) {
        self.category = category
        self.store = store
        self.kind = kind
        self.count = count
        self.purposes = purposes
        self.since = since
        self.keep = keep
        self.until = until
        self.location = location
    }
}

/// Why something is kept.
public struct KeptForBody: Codable, Sendable, Hashable {
    /// The purpose's stable name.
    public var purpose: String
    /// Its legal basis.
    public var basis: String

    /// Makes a body.
    public init(purpose: String, basis: String) {
        self.purpose = purpose
        self.basis = basis
    }
}

/// The rule by which something goes, as `/retention.json` writes it.
public struct KeepBody: Codable, Sendable, Hashable {
    /// ISO 8601; `P0D` is at once after the trigger.
    public var period: String
    /// What the period counts from.
    public var trigger: String

    /// Makes a body.
    public init(period: String, trigger: String) {
        self.period = period
        self.trigger = trigger
    }
}

/// Where something lies.
public struct DataLocationBody: Codable, Sendable, Hashable {
    /// The database or folder.
    public var store: String
    /// ISO 3166-1 alpha-2; absent where the operator has not said so.
    public var country: String?

    /// Makes a body.
    public init(store: String, country: String?) {
        self.store = store
        self.country = country
    }
}

/// Somebody outside who gets something.
public struct RecipientBody: Codable, Sendable, Hashable {
    /// The register's name.
    public var id: String
    /// ISO 3166-1 alpha-2; absent where the operator has not said so.
    public var country: String?
    /// The fields that they get.
    public var fields: [String]

    /// Makes a body.
    public init(id: String, country: String?, fields: [String]) {
        self.id = id
        self.country = country
        self.fields = fields
    }
}

/// How one's choices stand.
public struct PrivacyStateBody: Codable, Sendable, Hashable {
    /// The version of the policy that is in force.
    public var policyVersion: String
    /// What one's browser says about tracking; absent while it says nothing.
    public var optOut: OptOutBody?
    /// Each consent that may be asked for, given or not.
    public var consents: [ConsentBody]
    /// Each purpose that can be objected to.
    public var objections: [ObjectionBody]
    /// By whom one's data is kept without being used; empty while it is used as usual.
    public var restrictions: [RestrictionBody]
    /// Records that must stay for now, whoever asks for their deletion.
    public var holds: [HeldRecordBody]
    /// What one has asked for and waits for.
    public var requests: [RightsRequestBody]
    /// Since when the account is frozen until somebody has checked whether it is a child's; RFC 3339, UTC.
    public var frozenSince: String?

    /// Makes a body.
    public init(
        policyVersion: String,
        optOut: OptOutBody? = nil,
        consents: [ConsentBody] = [],
        objections: [ObjectionBody] = [],
        restrictions: [RestrictionBody] = [],
        holds: [HeldRecordBody] = [],
        requests: [RightsRequestBody] = [],
        frozenSince: String? = nil
    ) {
        self.policyVersion = policyVersion
        self.optOut = optOut
        self.consents = consents
        self.objections = objections
        self.restrictions = restrictions
        self.holds = holds
        self.requests = requests
        self.frozenSince = frozenSince
    }

    enum CodingKeys: String, CodingKey {
        case consents, objections, restrictions, holds, requests
        case policyVersion = "policy_version"
        case optOut = "opt_out"
        case frozenSince = "frozen_since"
    }
}

/// What a browser says about tracking.
public struct OptOutBody: Codable, Sendable, Hashable {
    /// `gpc` or `dnt`.
    public var source: String
    /// Since when it counts; RFC 3339, UTC.
    public var since: String

    /// Makes a body.
    public init(source: String, since: String) {
        self.source = source
        self.since = since
    }
}

/// That one's data is kept and not used.
public struct RestrictionBody: Codable, Sendable, Hashable {
    /// Who wanted it: `person` or `staff`.
    public var by: String
    /// RFC 3339, UTC.
    public var since: String
    /// When it ends; RFC 3339, UTC; absent while nobody has lifted it.
    public var endsAt: String?

    /// Makes a body.
    public init(by: String, since: String, endsAt: String?) {
        self.by = by
        self.since = since
        self.endsAt = endsAt
    }

    enum CodingKeys: String, CodingKey {
        case by, since
        case endsAt = "ends_at"
    }
}

/// A record that must stay for now.
public struct HeldRecordBody: Codable, Sendable, Hashable {
    /// The id of a picture or a job.
    public var record: String
    /// `order` or `claim`.
    public var ground: String
    /// When somebody must look at it again; RFC 3339, UTC.
    public var reviewAt: String

    /// Makes a body.
    public init(record: String, ground: String, reviewAt: String) {
        self.record = record
        self.ground = ground
        self.reviewAt = reviewAt
    }

    enum CodingKeys: String, CodingKey {
        case record, ground
        case reviewAt = "review_at"
    }
}

/// One look at one's data by somebody else.
public struct LookBody: Codable, Sendable, Hashable {
    /// RFC 3339, UTC.
    public var at: String
    /// `staff_read` or `disclosure`.
    public var kind: String
    /// In which role.
    public var role: String?
    /// Why.
    public var reason: String?
    /// What was looked at.
    public var what: String?
    /// The leaf of the audit log, for a proof.
    public var leaf: Int

    /// Makes a body.
    public init(
        at: String,
        kind: String,
        role: String?,
        reason: String?,
        what: String?,
        leaf: Int
    ) {
        self.at = at
        self.kind = kind
        self.role = role
        self.reason = reason
        self.what = what
        self.leaf = leaf
    }
}
