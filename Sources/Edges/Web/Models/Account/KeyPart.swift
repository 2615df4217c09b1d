import Accounts
import HTTPKit
import Kernel
import Mustache

/// What was typed where a new secret was wanted, and why there is none.
struct RefusedRenewal: Sendable {
    let hours: String
    let problem: Problem
}

/// One key as its person sees it.
struct KeyPart: MustacheParent, Sendable {
    let isLive: Bool
    private let line: APIKeyLine
    private let facts: [Fact]
    private let isListed: Bool
    private let isFresh: Bool
    /// For how long the secret before a new one is to work.
    private let overlap: FormField
    private let words: Catalogue

    /// `isListed` where it leads to a page of its own; `renewal` is what was typed for a new secret and was refused.
    init(
        _ line: APIKeyLine,
        _ spent: KeySpending,
        isListed: Bool = false,
        isFresh: Bool,
        at now: Timestamp,
        renewal: RefusedRenewal? = nil,
        _ words: Catalogue
    ) {
        overlap = .overlap(of: line.key.id, renewal, words)
        self.line = line
        self.isListed = isListed
        self.isFresh = isFresh
        self.words = words
        isLive = line.state(at: now) == .live
        facts = line.facts(spent, at: now, words)
    }

    func child(named name: String) -> Any? {
        let links = Links(words.language)
        return switch name {
        case "id": line.key.id.text
        case "name": line.name.text
        case "hint":
            words[Message("keys.hint", ["kind": words.name(of: line.key.kind), "hint": line.hint])]
        case "facts": facts
        case "live": isLive
        case "renewable": isLive && isFresh
        case "change_url": isListed && isLive ? links.page(.accountKey(line.key.id)) : nil
        case "rotate_url": links.page(.rotateKey(line.key.id))
        case "revoke_url": links.page(.revokeKey(line.key.id))
        case "overlap": overlap
        case "renewal_refused": overlap.fault != nil
        default: nil
        }
    }
}

extension APIKeyLine {
    fileprivate func facts(
        _ spent: KeySpending,
        at now: Timestamp,
        _ words: Catalogue
    ) -> [Fact] {
        let scopes = KeyScope.allCases.filter(key.scopes.contains).map { words.name(of: $0) }
        let spending = [
            words.counted("keys.spent_today", spent.imagesToday),
            words.counted("keys.spent_month", Int(spent.creditsOfMonth.amount)),
        ]
        return [
            Fact(words["keys.state"], words[message(at: now, words)]),
            Fact(words["keys.scopes"], words.series(scopes)),
            key.origins.isEmpty ? nil : Fact(words["keys.sites"], words.list(key.origins)),
            Fact(words["keys.limits"], words.list(key.limits)),
            Fact(words["keys.spent"], words.list(spending)),
            Fact(words["keys.made"], words.moment(madeAt), moment: madeAt),
            Fact(words["keys.used"], usedAt.map(words.moment) ?? words["keys.never"], moment: usedAt),
            Fact(
                words["keys.ends"],
                key.expiresAt.map(words.moment) ?? words["keys.endless"],
                moment: key.expiresAt
            ),
            oldUntil.flatMap { until in
                until > now
                    ? Fact(
                        words["keys.old_until"],
                        words[Message("keys.old_works", ["time": words.moment(until)])]
                    ) : nil
            },
        ].compactMap { $0 }
    }

    private func message(at now: Timestamp, _ words: Catalogue) -> Message {
        switch (state(at: now), revokedAt) {
        case (.revoked, let at?): Message("keys.revoked", ["time": words.moment(at)])
        case (.expired, _): Message("keys.expired")
        default: Message("keys.live")
        }
    }
}

extension Catalogue {
    func name(of kind: KeySecret.Kind) -> String {
        switch kind {
        case .secret: self["keys.secret"]
        case .publishable: self["keys.publishable"]
        }
    }

    func name(of scope: KeyScope) -> String {
        switch scope {
        case .jobs: self["keys.scope_jobs"]
        case .read: self["keys.scope_read"]
        case .manage: self["keys.scope_manage"]
        case .webhooks: self["keys.scope_webhooks"]
        case .account: self["keys.scope_account"]
        }
    }

    fileprivate func list(_ limits: KeyLimits) -> String {
        let numbers: [(String, Int?)] = [
            ("keys.limit_requests", limits.requestsPerMinute), ("keys.limit_images", limits.imagesPerDay),
            ("keys.limit_credits", limits.creditsPerMonth.map { Int($0.amount) }),
        ]
        let named = numbers.compactMap { key, number in
            number.map { self[Message(key, ["n": grouped($0)])] }
        }
        return named.isEmpty ? self["keys.no_limits"] : list(named)
    }
}
