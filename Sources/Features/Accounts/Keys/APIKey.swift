package import Kernel

/// A key of somebody's programs, as a request that shows it is known.
package struct APIKey: Hashable, Sendable {
    /// So many an account may have that still work.
    package static let most = 50
    /// For how many hours an old secret works beside its successor, at most: seven days.
    package static let overlapHours = 0...168

    package let id: APIKeyID
    package let subject: SubjectID
    package let kind: KeySecret.Kind
    package let scopes: Set<KeyScope>
    /// Where a publishable key works: `https://shop.example`; empty for secret keys.
    package let origins: [String]
    package let limits: KeyLimits
    package let language: Language
    package let expiresAt: Timestamp?

    package init(
        id: APIKeyID,
        subject: SubjectID,
        kind: KeySecret.Kind,
        scopes: Set<KeyScope>,
        origins: [String] = [],
        limits: KeyLimits = .none,
        language: Language,
        expiresAt: Timestamp? = nil
    ) {
        self.id = id
        self.subject = subject
        self.kind = kind
        self.scopes = scopes
        self.origins = origins
        self.limits = limits
        self.language = language
        self.expiresAt = expiresAt
    }

    /// How long an old secret is to work beside its successor.
    /// - Throws: `Problem` `value_out_of_range`.
    package static func overlap(hours: Int) throws(Problem) -> Duration {
        guard overlapHours.contains(hours) else {
            throw Problem(.valueOutOfRange, field: "overlap_hours", NewAPIKey.bounds(overlapHours))
        }
        return .hours(hours)
    }

    package var budget: KeyBudget {
        KeyBudget(id, imagesPerDay: limits.imagesPerDay, creditsPerMonth: limits.creditsPerMonth)
    }

    /// Whether it sees nothing of its account but what was ordered with it.
    package var isConfined: Bool { !scopes.contains(.read) }
}

/// What one key may at most, beside what its account may; nil is without a limit of its own.
package struct KeyLimits: Hashable, Sendable {
    package let requestsPerMinute: Int?
    package let imagesPerDay: Int?
    package let creditsPerMonth: Credits?

    package static let none = KeyLimits()

    package init(
        requestsPerMinute: Int? = nil,
        imagesPerDay: Int? = nil,
        creditsPerMonth: Credits? = nil
    ) {
        self.requestsPerMinute = requestsPerMinute
        self.imagesPerDay = imagesPerDay
        self.creditsPerMonth = creditsPerMonth
    }
}

/// What somebody wants a new key to be.
package struct NewAPIKey: Sendable {
    /// Bounds of what may be spent.
    package static let budgetRange = 1...1_000_000_000
    /// Bounds of requests a minute.
    package static let paceRange = 1...1_000_000

    let kind: KeySecret.Kind
    let name: DisplayName
    let scopes: Set<KeyScope>
    let origins: [WebOrigin]
    let limits: KeyLimits
    let lifetime: Duration?

    /// Keys live a year at most where they are given an end.
    package static let lifetimeDays = 1...365

    /// - Throws: `Problem`: `value_unknown` for a publishable key that is to do more than make pictures, or a key without a scope;
    ///   `origin_malformed` for a publishable key without a site or a secret one with some; `value_out_of_range`.
    package init(
        _ kind: KeySecret.Kind,
        named name: DisplayName,
        scopes: Set<KeyScope>?,
        origins: [WebOrigin] = [],
        limits: KeyLimits = .none,
        days: Int? = nil
    ) throws(Problem) {
        let scopes = scopes ?? (kind == .publishable ? KeyScope.publishable : KeyScope.usual)
        try kind.check(scopes, sites: origins.count)
        try limits.check()
        lifetime = try Self.lifetime(days: days)
        self.kind = kind
        self.name = name
        self.scopes = scopes
        self.origins = origins
        self.limits = limits
    }

    /// - Throws: `Problem` `value_out_of_range`.
    static func lifetime(days: Int?) throws(Problem) -> Duration? {
        guard let days else { return nil }
        guard lifetimeDays.contains(days) else {
            throw Problem(.valueOutOfRange, field: "days", bounds(lifetimeDays))
        }
        return .days(days)
    }

    fileprivate static func bounds(_ range: ClosedRange<Int>) -> [String: String] {
        ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
    }
}

extension KeySecret.Kind {
    /// - Throws: `Problem` `value_unknown` for scopes that a key of this kind cannot have, or none; `origin_malformed` for a number
    ///   of sites that it cannot.
    func check(_ scopes: Set<KeyScope>, sites: Int) throws(Problem) {
        let known = self == .publishable ? KeyScope.publishable : Set(KeyScope.allCases)
        guard !scopes.isEmpty, scopes.isSubset(of: known) else {
            throw Problem(.valueUnknown, field: "scopes", ["known": known.text])
        }
        let fault: [String: String]? =
            switch self {
            case .secret: sites == 0 ? nil : ["kind": rawValue]
            case .publishable where sites == 0: ["least": "1"]
            case .publishable: sites <= WebOrigin.most ? nil : ["most": "\(WebOrigin.most)"]
            }
        if let fault { throw Problem(.originMalformed, field: "origins", fault) }
    }
}

extension KeyLimits {
    /// - Throws: `Problem` `value_out_of_range`.
    func check() throws(Problem) {
        let numbers = [
            ("requests_per_minute", requestsPerMinute, NewAPIKey.paceRange),
            ("images_per_day", imagesPerDay, NewAPIKey.budgetRange),
            ("credits_per_month", creditsPerMonth.map { Int($0.amount) }, NewAPIKey.budgetRange),
        ]
        for (field, number, range) in numbers {
            guard let number, !range.contains(number) else { continue }
            throw Problem(.valueOutOfRange, field: field, NewAPIKey.bounds(range))
        }
    }
}

/// A key as its person sees it in the list.
package struct APIKeyLine: Hashable, Sendable {
    package let key: APIKey
    package let name: DisplayName
    /// The last characters of its secret.
    package let hint: String
    package let madeAt: Timestamp
    package let usedAt: Timestamp?
    package let revokedAt: Timestamp?
    /// Until when the secret before this one still works.
    package let oldUntil: Timestamp?

    package init(
        key: APIKey,
        name: DisplayName,
        hint: String,
        madeAt: Timestamp,
        usedAt: Timestamp? = nil,
        revokedAt: Timestamp? = nil,
        oldUntil: Timestamp? = nil
    ) {
        self.key = key
        self.name = name
        self.hint = hint
        self.madeAt = madeAt
        self.usedAt = usedAt
        self.revokedAt = revokedAt
        self.oldUntil = oldUntil
    }

    package enum State: String, Sendable, CaseIterable {
        case live
        case expired
        case revoked
    }

    package func state(at now: Timestamp) -> State {
        if revokedAt != nil { return .revoked }
        return key.expiresAt.map { $0 <= now } ?? false ? .expired : .live
    }
}

/// A key just made or renewed: the only time that its secret is known.
package struct ShownAPIKey: Sendable {
    package let line: APIKeyLine
    package let secret: KeySecret

    package init(line: APIKeyLine, secret: KeySecret) {
        self.line = line
        self.secret = secret
    }
}
