import FoundationEssentials
import Kernel
import Privacy
import Queue
import Store
import TestSupport
import Testing

@testable import Accounts

/// Keys of people's programs: made, found, renewed and ended.
struct APIKeyTests {
    let town: Town
    let session: Session

    init() async throws {
        town = try await Town()
        session = try await town.session(town.member("mei@example.org"))
    }

    private var accounts: Accounts { town.accounts }

    private func make(
        _ kind: KeySecret.Kind = .secret,
        named name: String = "Shop",
        origins: [String] = [],
        limits: KeyLimits = .none,
        days: Int? = nil
    ) async throws -> ShownAPIKey {
        let new = try NewAPIKey(
            kind,
            named: DisplayName(name),
            scopes: nil,
            origins: WebOrigin.all(in: origins),
            limits: limits,
            days: days
        )
        return try await accounts.make(new, for: session, from: Town.traits)
    }

    private func events() async throws -> [SecurityEvent.Kind] {
        try await accounts.activity(of: session, before: nil, limit: 50).lines.compactMap { line in
            if case .event(let event) = line.what { event.kind } else { nil }
        }
    }

    @Test func `a key is found by its secret, with everything that it was made with`() async throws {
        let limits = KeyLimits(requestsPerMinute: 60, imagesPerDay: 20, creditsPerMonth: 1_000)
        let shown = try await make(.publishable, origins: ["https://shop.example"], limits: limits, days: 30)
        let key = try await accounts.key(shown.secret)
        #expect(key == shown.line.key)
        #expect((key.subject, key.kind, key.scopes) == (session.subject, .publishable, [.jobs]))
        #expect(key.origins == ["https://shop.example"])
        #expect(key.limits == limits)
        #expect(key.expiresAt == town.place.time.now + .days(30))
        #expect(key.isConfined)
        #expect(try await !accounts.key(make().secret).isConfined)
    }

    @Test func `a secret of another key of the same form is not known`() async throws {
        _ = try await make()
        for kind in KeySecret.Kind.allCases {
            await #expect(throws: Problem(.apiKeyInvalid)) {
                try await accounts.key(KeySecret(kind, .seeded(99)))
            }
        }
    }

    @Test func `of a secret nothing lies in the database but a keyed hash and its end`() async throws {
        let shown = try await make()
        let text = shown.secret.secret.reveal()
        let row: [String: String] = try #require(
            try await town.place.store.read { tx in
                try tx.first("SELECT hex(secret_index) AS hash, hint, hex(name) AS name FROM accounts_key") {
                    ["hash": try $0.get("hash"), "hint": try $0.get("hint"), "name": try $0.get("name")]
                }
            }
        )
        #expect(row["hint"] == String(text.suffix(4)))
        #expect(row["hash"]?.count == 64)
        #expect(
            row["name"]?.contains("Shop".utf8.map { String($0, radix: 16, uppercase: true) }.joined())
                == false
        )
    }

    @Test func `a key that has run out says so, to the millisecond`() async throws {
        let shown = try await make(days: 1)
        town.place.time.advance(by: .days(1) - .milliseconds(1))
        _ = try await accounts.key(shown.secret)
        town.place.time.advance(by: .milliseconds(1))
        await #expect(throws: Problem(.apiKeyExpired)) { try await accounts.key(shown.secret) }
    }

    @Test func `a revoked key is refused from the next request on, and cannot be revoked twice`() async throws
    {
        let shown = try await make()
        let id = shown.line.key.id
        _ = try await accounts.key(shown.secret)
        try await accounts.revoke(id, of: session.subject, from: Town.traits)
        await #expect(throws: Problem(.apiKeyRevoked)) { try await accounts.key(shown.secret) }
        await #expect(throws: Problem(.notFound)) {
            try await accounts.revoke(id, of: session.subject, from: Town.traits)
        }
        await #expect(throws: Problem(.notFound)) {
            try await accounts.rotate(id, overlap: .zero, for: session, from: Town.traits)
        }
    }

    @Test(arguments: [0, 1, 24, 168])
    func `an old secret works beside the new one as long as it was told to`(hours: Int) async throws {
        let old = try await make()
        let overlap = try APIKey.overlap(hours: hours)
        let new = try await accounts.rotate(
            old.line.key.id,
            overlap: overlap,
            for: session,
            from: Town.traits
        )
        #expect(new.line.hint == String(new.secret.secret.reveal().suffix(4)))
        #expect(new.line.oldUntil == town.place.time.now + overlap)
        #expect(try await accounts.key(new.secret) == old.line.key)
        if hours > 0 {
            town.place.time.advance(by: overlap - .milliseconds(1))
            #expect(try await accounts.key(old.secret) == old.line.key)
            town.place.time.advance(by: .milliseconds(1))
        }
        await #expect(throws: Problem(.apiKeyInvalid)) { try await accounts.key(old.secret) }
        _ = try await accounts.key(new.secret)
    }

    @Test func `revoking a renewed key ends both of its secrets`() async throws {
        let old = try await make()
        let id = old.line.key.id
        let new = try await accounts.rotate(id, overlap: .hours(24), for: session, from: Town.traits)
        try await accounts.revoke(id, of: session.subject, from: nil)
        await #expect(throws: Problem(.apiKeyRevoked)) { try await accounts.key(new.secret) }
        await #expect(throws: Problem(.apiKeyInvalid)) { try await accounts.key(old.secret) }
    }

    @Test(arguments: [-1, 169, Int.max])
    func `an overlap of other lengths is refused`(hours: Int) {
        #expect(throws: Problem.self) { try APIKey.overlap(hours: hours) }
    }

    @Test func `other people's keys are neither listed nor changed`() async throws {
        let shown = try await make()
        let id = shown.line.key.id
        let other = try await town.session(town.member("jo@example.org"))
        #expect(try await accounts.keys(of: other.subject).isEmpty)
        await #expect(throws: Problem(.notFound)) {
            try await accounts.line(of: id, of: other.subject)
        }
        await #expect(throws: Problem(.notFound)) {
            try await accounts.revoke(id, of: other.subject, from: Town.traits)
        }
        await #expect(throws: Problem(.notFound)) {
            try await accounts.rotate(id, overlap: .zero, for: other, from: Town.traits)
        }
        _ = try await accounts.key(shown.secret)
    }

    @Test func `whoever has not shown lately that it is them makes and renews nothing`() async throws {
        let shown = try await make()
        town.place.time.advance(by: Session.freshness)
        await #expect(throws: Problem(.reauthenticate)) { try await make() }
        await #expect(throws: Problem(.reauthenticate)) {
            try await accounts.rotate(
                shown.line.key.id,
                overlap: .zero,
                for: session,
                from: Town.traits
            )
        }
        // To end one is always right.
        try await accounts.revoke(shown.line.key.id, of: session.subject, from: Town.traits)
    }

    @Test func `an account has so many keys that work, and ended ones make room`() async throws {
        var last: ShownAPIKey?
        for number in 1...APIKey.most { last = try await make(named: "Key \(number)") }
        let limit = ["limit": "\(APIKey.most)"]
        await #expect(throws: Problem(.tooManyKeys, limit)) { try await make() }
        try await accounts.revoke(#require(last).line.key.id, of: session.subject, from: nil)
        _ = try await make()
        let lines = try await accounts.keys(of: session.subject)
        #expect(lines.count == APIKey.most + 1)
        #expect(lines.filter { $0.state(at: town.place.time.now) == .live }.count == APIKey.most)
    }

    @Test func `keys that come at once are never too many`() async throws {
        for _ in 1..<APIKey.most { _ = try await make() }
        let attempt: @Sendable () async throws -> Void = { _ = try await make() }
        let made = await town.successes(of: Array(repeating: attempt, count: 8))
        #expect(made == 1)
    }

    @Test func `a use is noted, once a minute`() async throws {
        let shown = try await make()
        func usedAt() async throws -> Timestamp? {
            try await accounts.line(of: shown.line.key.id, of: session.subject).usedAt
        }
        #expect(try await usedAt() == nil)
        let first = town.place.time.now
        _ = try await accounts.key(shown.secret)
        town.place.time.advance(by: .seconds(59))
        _ = try await accounts.key(shown.secret)
        #expect(try await usedAt() == first)
        town.place.time.advance(by: .seconds(1))
        _ = try await accounts.key(shown.secret)
        #expect(try await usedAt() == first + .seconds(60))
    }

    @Test func `making and renewing are told by mail, and all is in the security log`() async throws {
        let shown = try await make()
        let id = shown.line.key.id
        _ = try await accounts.rotate(id, overlap: .hours(1), for: session, from: Town.traits)
        try await accounts.revoke(id, of: session.subject, from: Town.traits)
        #expect(try await town.mails().suffix(2) == ["api_key_made", "api_key_rotated"])
        #expect(try await events().prefix(3) == [.keyRevoked, .keyRotated, .keyMade])
    }

    @Test func `a change of some leaves the rest, and the secret works on`() async throws {
        let limits = KeyLimits(requestsPerMinute: 60, imagesPerDay: 20, creditsPerMonth: 1_000)
        let shown = try await make(.publishable, origins: ["https://a.example"], limits: limits, days: 30)
        town.place.time.advance(by: .seconds(60))
        var change = APIKeyChange()
        (change.name, change.imagesPerDay) = (try DisplayName("Stall"), .becomes(10))
        (change.creditsPerMonth, change.days) = (.becomes(nil), .becomes(90))
        change.origins = try WebOrigin.all(in: ["https://b.example"])
        let line = try await accounts.change(shown.line.key.id, change, for: session, from: Town.traits)
        #expect(line.name.text == "Stall")
        let key = try await accounts.key(shown.secret)
        #expect(key == line.key)
        #expect(key.limits == KeyLimits(requestsPerMinute: 60, imagesPerDay: 10))
        #expect((key.scopes, key.origins) == ([.jobs], ["https://b.example"]))
        #expect(key.expiresAt == town.place.time.now + .days(90))
        #expect(try await events().first == .keyChanged)
    }

    typealias Alteration = @Sendable (inout APIKeyChange) throws -> Void

    private static let wider: [Alteration] = [
        { $0.scopes = [.jobs, .read, .manage, .account] }, { $0.requestsPerMinute = .becomes(61) },
        { $0.imagesPerDay = .becomes(nil) }, { $0.creditsPerMonth = .becomes(1_001) },
        { $0.days = .becomes(nil) }, { $0.days = .becomes(31) },
    ]

    @Test(arguments: wider.indices)
    func `what lets a key do more takes a fresh proof, as making one does`(which: Int) async throws {
        let limits = KeyLimits(requestsPerMinute: 60, imagesPerDay: 20, creditsPerMonth: 1_000)
        let id = try await make(limits: limits, days: 30).line.key.id
        town.place.time.advance(by: Session.freshness)
        var change = APIKeyChange()
        try Self.wider[which](&change)
        let wish = change
        await #expect(throws: Problem(.reauthenticate)) {
            try await accounts.change(id, wish, for: session, from: Town.traits)
        }
        #expect(try await events().first == .keyMade)
    }

    @Test func `what lets it do less does not`() async throws {
        let id = try await make(limits: KeyLimits(requestsPerMinute: 60)).line.key.id
        town.place.time.advance(by: Session.freshness)
        var change = APIKeyChange()
        (change.name, change.scopes) = (try DisplayName("Less"), [.jobs])
        (change.requestsPerMinute, change.days) = (.becomes(1), .becomes(1))
        let line = try await accounts.change(id, change, for: session, from: Town.traits)
        #expect((line.key.scopes, line.key.limits.requestsPerMinute) == ([.jobs], 1))
        #expect(try await events().first == .keyChanged)
    }

    private static let narrower: [Alteration] = [
        { $0.name = try DisplayName("Stall") }, { $0.scopes = [.jobs] },
        { $0.requestsPerMinute = .becomes(59) },
        { $0.imagesPerDay = .becomes(1) }, { $0.creditsPerMonth = .becomes(999) }, { $0.days = .becomes(29) },
    ]

    @Test(arguments: (wider + narrower).indices)
    func `a change that lets a key do more is told by mail, and no other`(which: Int) async throws {
        let limits = KeyLimits(requestsPerMinute: 60, imagesPerDay: 20, creditsPerMonth: 1_000)
        let id = try await make(limits: limits, days: 30).line.key.id
        let before = try await town.mails()
        var change = APIKeyChange()
        try (Self.wider + Self.narrower)[which](&change)
        _ = try await accounts.change(id, change, for: session, from: Town.traits)
        let told = Self.wider.indices.contains(which) ? ["api_key_changed"] : []
        #expect(try await town.mails() == before + told)
        #expect(try await events().first == .keyChanged)
    }

    @Test func `what a key is already is no change`() async throws {
        let shown = try await make(
            .publishable,
            origins: ["https://a.example"],
            limits: KeyLimits(imagesPerDay: 20)
        )
        var change = APIKeyChange()
        (change.name, change.scopes) = (shown.line.name, [.jobs])
        change.origins = try WebOrigin.all(in: ["https://a.example"])
        (change.imagesPerDay, change.creditsPerMonth, change.days) = (
            .becomes(20), .becomes(nil), .becomes(nil)
        )
        #expect(change.beyond(shown.line) == APIKeyChange())
        let line = try await accounts.change(shown.line.key.id, change, for: session, from: Town.traits)
        #expect(line == shown.line)
        #expect(try await events().first == .keyMade)
    }

    private static let unusable: [(KeySecret.Kind, Alteration, Problem.Code)] = [
        (.secret, { $0.scopes = [] }, .valueUnknown),
        (.secret, { $0.origins = try WebOrigin.all(in: ["https://a.example"]) }, .originMalformed),
        (.publishable, { $0.scopes = [.jobs, .read] }, .valueUnknown),
        (.publishable, { $0.origins = [] }, .originMalformed),
        (.secret, { $0.days = .becomes(366) }, .valueOutOfRange),
        (.secret, { $0.imagesPerDay = .becomes(0) }, .valueOutOfRange),
    ]

    @Test(arguments: unusable.indices)
    func `it is refused as a new key like it would be`(
        which: Int
    ) async throws {
        let (kind, alter, code) = Self.unusable[which]
        let shown = try await make(kind, origins: kind == .publishable ? ["https://a.example"] : [])
        var change = APIKeyChange()
        try alter(&change)
        let wish = change
        let problem = await #expect(throws: Problem.self) {
            try await accounts.change(shown.line.key.id, wish, for: session, from: Town.traits)
        }
        #expect(problem?.code == code)
        #expect(try await accounts.key(shown.secret) == shown.line.key)
    }

    @Test func `keys of others and ended ones are not there to be changed`() async throws {
        let id = try await make().line.key.id
        var change = APIKeyChange()
        change.name = try DisplayName("Mine")
        let wish = change
        let other = try await town.session(town.member("lin@example.org"))
        await #expect(throws: Problem(.notFound)) {
            try await accounts.change(id, wish, for: other, from: Town.traits)
        }
        try await accounts.revoke(id, of: session.subject, from: nil)
        await #expect(throws: Problem(.notFound)) {
            try await accounts.change(id, wish, for: session, from: Town.traits)
        }
    }

    @Test func `erasing the account ends its keys`() async throws {
        let shown = try await make()
        try await town.place.privacy.erase(session.subject, because: .asked)
        await #expect(throws: Problem(.apiKeyInvalid)) { try await accounts.key(shown.secret) }
        let (place, subject) = (town.place, session.subject)
        try await place.working {
            for await _ in place.queue.changes(of: subject.value)
            where try await place.rows(in: "privacy_erasure", where: "finished_at IS NOT NULL") == 1 {
                return
            }
        }
        #expect(try await place.rows(in: "accounts_key") == 0)
    }

    @Test(
        arguments: [
            (KeySecret.Kind.publishable, ["jobs", "read"], ["https://a.example"]),
            (.publishable, ["account"], ["https://a.example"]), (.publishable, ["jobs"], []),
            (.secret, ["jobs"], ["https://a.example"]), (.secret, [], []),
        ]
    )
    func `a key of a kind has what its kind may have`(
        kind: KeySecret.Kind,
        scopes: [String],
        origins: [String]
    ) throws {
        #expect(throws: Problem.self) {
            try NewAPIKey(
                kind,
                named: DisplayName("Shop"),
                scopes: Set(named: scopes),
                origins: WebOrigin.all(in: origins)
            )
        }
    }

    @Test(arguments: [(0, nil), (1_000_001, nil), (nil, 0), (nil, 366), (nil, -1)] as [(Int?, Int?)])
    func `limits and lives have bounds`(requests: Int?, days: Int?) throws {
        #expect(throws: Problem.self) {
            try NewAPIKey(
                .secret,
                named: DisplayName("Shop"),
                scopes: nil,
                limits: KeyLimits(requestsPerMinute: requests),
                days: days
            )
        }
    }
}
