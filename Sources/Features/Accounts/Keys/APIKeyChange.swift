import Crypto
import FoundationEssentials
package import Kernel

/// What somebody wants a key of theirs to become; its kind and its secret stay.
package struct APIKeyChange: Hashable, Sendable {
    /// What is to become of a bound; a value of nil takes it away.
    package enum Bound<Value: Hashable & Sendable>: Hashable, Sendable {
        case stays
        case becomes(Value?)

        /// Nil for what stays, nothing within for what is taken away.
        package init(_ wish: Value??) {
            self = wish.map(Self.becomes) ?? .stays
        }

        fileprivate func after(_ value: Value?) -> Value? {
            if case .becomes(let new) = self { new } else { value }
        }

        fileprivate func beyond(_ value: Value?) -> Self {
            after(value) == value ? .stays : self
        }
    }

    /// Nil for the one that it has.
    package var name: DisplayName?
    /// Nil for those that it has.
    package var scopes: Set<KeyScope>?
    /// Nil for those that it has.
    package var origins: [WebOrigin]?
    package var requestsPerMinute: Bound<Int> = .stays
    package var imagesPerDay: Bound<Int> = .stays
    package var creditsPerMonth: Bound<Credits> = .stays
    /// How long it works from now on.
    package var days: Bound<Int> = .stays
    /// The edition of the key that its person saw; nil for whoever says only what is to be different.
    package var edition: String?

    package init() {}

    /// Without what the key is already.
    func beyond(_ line: APIKeyLine) -> APIKeyChange {
        let (key, limits) = (line.key, line.key.limits)
        var rest = self
        rest.edition = nil
        if name == line.name { rest.name = nil }
        if scopes == key.scopes { rest.scopes = nil }
        if origins?.map(\.text) == key.origins { rest.origins = nil }
        rest.requestsPerMinute = requestsPerMinute.beyond(limits.requestsPerMinute)
        rest.imagesPerDay = imagesPerDay.beyond(limits.imagesPerDay)
        rest.creditsPerMonth = creditsPerMonth.beyond(limits.creditsPerMonth)
        if days == .becomes(nil), key.expiresAt == nil { rest.days = .stays }
        return rest
    }

    /// The key as it is to be.
    /// - Throws: `Problem`, as a new key like it would be refused (`NewAPIKey`).
    func applied(to key: APIKey, at now: Timestamp) throws(Problem) -> APIKey {
        let origins = origins?.map(\.text) ?? key.origins
        let limits = KeyLimits(
            requestsPerMinute: requestsPerMinute.after(key.limits.requestsPerMinute),
            imagesPerDay: imagesPerDay.after(key.limits.imagesPerDay),
            creditsPerMonth: creditsPerMonth.after(key.limits.creditsPerMonth)
        )
        try key.kind.check(scopes ?? key.scopes, sites: origins.count)
        try limits.check()
        var expiresAt = key.expiresAt
        if case .becomes(let days) = days {
            expiresAt = try NewAPIKey.lifetime(days: days).map { now + $0 }
        }
        return APIKey(
            id: key.id,
            subject: key.subject,
            kind: key.kind,
            scopes: scopes ?? key.scopes,
            origins: origins,
            limits: limits,
            language: key.language,
            expiresAt: expiresAt
        )
    }
}

extension APIKeyLine {
    /// All that can be changed of it, as one short text: who changes a key says by it which one they saw.
    package var edition: String {
        let limits = key.limits
        let parts: [String?] = [
            name.text, key.scopes.text, key.origins.joined(separator: " "),
            limits.requestsPerMinute.map(String.init), limits.imagesPerDay.map(String.init),
            limits.creditsPerMonth.map { "\($0.amount)" }, key.expiresAt?.description,
        ]
        let text = parts.map { $0 ?? "" }.joined(separator: "\n")
        return Base64URL(Data(SHA256.hash(data: Data(text.utf8)).prefix(16))).text
    }
}

extension APIKey {
    /// Whether whoever has it may in any way more than with another: other things, elsewhere, faster, or longer.
    func exceeds(_ other: APIKey) -> Bool {
        !scopes.isSubset(of: other.scopes) || !Set(origins).isSubset(of: other.origins)
            || Self.isHigher(limits.requestsPerMinute, than: other.limits.requestsPerMinute)
            || Self.isHigher(limits.imagesPerDay, than: other.limits.imagesPerDay)
            || Self.isHigher(limits.creditsPerMonth, than: other.limits.creditsPerMonth)
            || Self.isHigher(expiresAt, than: other.expiresAt)
    }

    /// Nil is without a bound.
    private static func isHigher<Value: Comparable>(_ bound: Value?, than other: Value?) -> Bool {
        guard let other else { return false }
        return bound.map { $0 > other } ?? true
    }
}
