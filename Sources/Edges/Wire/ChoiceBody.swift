/// How one consent stands.
public struct ConsentBody: Codable, Sendable, Hashable {
    /// The purpose's key: `measure_usage`, `send_news` or `train_models`.
    public var purpose: String
    /// The purpose's label in Fideslang.
    public var use: String
    /// `none`, `given`, `refused`, `withdrawn` or `expired`.
    public var state: String
    /// Whether the purpose is allowed now.
    public var allowed: Bool
    /// Whether it may be asked for now.
    public var asked: Bool
    /// Whether a browser's signal stands against it.
    public var optedOut: Bool
    /// When it was decided; RFC 3339, UTC.
    public var decidedAt: String?
    /// Until when that counts; RFC 3339, UTC.
    public var endsAt: String?
    /// Where the receipt of the decision is.
    public var receiptURL: String?

    /// Makes a body of all its members.
    public init(
        purpose: String,
        use: String,
        state: String,
        allowed: Bool,
        asked: Bool,
        optedOut: Bool,
        decidedAt: String?,
        endsAt: String?,
        receiptURL: String?
    ) {
        self.purpose = purpose
        self.use = use
        self.state = state
        self.allowed = allowed
        self.asked = asked
        self.optedOut = optedOut
        self.decidedAt = decidedAt
        self.endsAt = endsAt
        self.receiptURL = receiptURL
    }

    private enum CodingKeys: String, CodingKey {
        case purpose, use, state, allowed, asked
        case optedOut = "opted_out"
        case decidedAt = "decided_at"
        case endsAt = "ends_at"
        case receiptURL = "receipt_url"
    }
}

/// What `POST /api/privacy/consents` takes.
public struct NewConsentBody: Codable, Sendable, Hashable {
    /// The purpose's key.
    public var purpose: String
    /// True to give the consent, false to refuse it.
    public var given: Bool
    /// What `POST /api/age` answered; whoever gives a consent without an account needs it.
    public var ageTicket: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case purpose, given
        case ageTicket = "age_ticket"
    }
}

/// How an objection to one purpose stands.
public struct ObjectionBody: Codable, Sendable, Hashable {
    /// The objection's id, `obj_…`; absent where there is none.
    public var id: String?
    /// The purpose's key.
    public var purpose: String
    /// `none`, `asked`, `standing` or `rejected`.
    public var state: String
    /// Whether the purpose is stopped now, for this or another reason.
    public var stopped: Bool
    /// When that came about; RFC 3339, UTC.
    public var at: String?
    /// Why we think that the purpose outweighs.
    public var balancing: String?
    /// Why it goes on or has stopped, in the words of the person who decided.
    public var ground: String?

    /// Makes a body of all its members.
    public init(
        id: String?,
        purpose: String,
        state: String,
        stopped: Bool,
        at: String?,
        balancing: String?,
        ground: String?
    ) {
        self.id = id
        self.purpose = purpose
        self.state = state
        self.stopped = stopped
        self.at = at
        self.balancing = balancing
        self.ground = ground
    }
}

/// What `POST /api/admin/objections/{id}/decision` takes.
public struct ObjectionDecisionBody: Codable, Sendable, Hashable {
    /// True to stop the purpose, false to go on with it.
    public var granted: Bool
    /// Why; its person reads it.
    public var reason: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case granted, reason
    }
}

/// `/cookies.json`.
public struct CookieListBody: Codable, Sendable, Hashable {
    /// Every cookie and every key of a browser's storage.
    public var entries: [CookieBody]

    /// Makes a list.
    public init(entries: [CookieBody]) {
        self.entries = entries
    }
}

/// A cookie of the registry.
public struct CookieBody: Codable, Sendable, Hashable {
    /// What it is called here.
    public var name: String
    /// `cookie`.
    public var kind: String
    /// `necessary`, `preference` or `analytics`.
    public var group: String
    /// What it is for.
    public var purpose: String
    /// ISO 8601.
    public var maxAge: String
    /// Whether scripts cannot read it.
    public var httpOnly: Bool
    /// Whether it travels over https only.
    public var secure: Bool
    /// Always `Lax`.
    public var sameSite: String
    /// Always `/`.
    public var path: String
    /// When it is set.
    public var setWhen: String

    /// Makes an entry of all its members.
    public init(
        name: String,
        kind: String,
        group: String,
        purpose: String,
        maxAge: String,
        httpOnly: Bool,
        secure: Bool,
        sameSite: String,
        path: String,
        setWhen: String
    ) {
        self.name = name
        self.kind = kind
        self.group = group
        self.purpose = purpose
        self.maxAge = maxAge
        self.httpOnly = httpOnly
        self.secure = secure
        self.sameSite = sameSite
        self.path = path
        self.setWhen = setWhen
    }

    private enum CodingKeys: String, CodingKey {
        case name, kind, purpose, secure, path
        case group = "class"
        case maxAge = "max_age"
        case httpOnly = "http_only"
        case sameSite = "same_site"
        case setWhen = "set_when"
    }
}

/// `/.well-known/gpc.json`.
public struct PrivacySignalBody: Codable, Sendable, Hashable {
    /// Whether Global Privacy Control is honoured here.
    public var gpc: Bool
    /// Since when this statement stands: RFC 3339, a date.
    public var lastUpdate: String

    /// Makes a statement.
    public init(gpc: Bool, lastUpdate: String) {
        self.gpc = gpc
        self.lastUpdate = lastUpdate
    }
}

/// An objection that waits for a person.
public struct WaitingObjectionBody: Codable, Sendable, Hashable {
    /// The objection's id, `obj_…`.
    public var id: String
    /// Whose it is, `sub_…`.
    public var subject: String
    /// The purpose's key.
    public var purpose: String
    /// Since when it waits; RFC 3339, UTC.
    public var at: String

    /// Makes an entry.
    public init(
        id: String,
        subject: String,
        purpose: String,
        at: String
    ) {
        self.id = id
        self.subject = subject
        self.purpose = purpose
        self.at = at
    }
}
