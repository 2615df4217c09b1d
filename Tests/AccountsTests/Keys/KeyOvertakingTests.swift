import Kernel
import Store
import TestSupport
import Testing

@testable import Accounts

/// A key that another changes between the look at it and the change.
struct KeyOvertakingTests {
    let town: Town
    let session: Session
    let id: APIKeyID

    init() async throws {
        town = try await Town()
        session = try await town.session(town.member("mei@example.org"))
        let new = try NewAPIKey(
            .secret,
            named: DisplayName("Shop"),
            scopes: [.jobs, .read],
            limits: KeyLimits(imagesPerDay: 100)
        )
        id = try await town.accounts.make(new, for: session, from: Town.traits).line.key.id
    }

    private func line() async throws -> APIKeyLine {
        try await town.accounts.line(of: id, of: session.subject)
    }

    private func change(
        by accounts: Accounts? = nil,
        _ alter: (inout APIKeyChange) throws -> Void
    ) async throws {
        var change = APIKeyChange()
        try alter(&change)
        let accounts = accounts ?? town.accounts
        _ = try await accounts.change(id, change, for: session, from: Town.traits)
    }

    /// Accounts as they are, where `act` happens just before the next change is written.
    private func overtaken(by act: @escaping @Sendable () async throws -> Void) -> Accounts {
        town.accounts.with(store: OvertakenStore(base: town.accounts.store, act: act))
    }

    @Test func `whoever saw another key changes nothing, and widens nothing again`() async throws {
        let seen = try await line().edition
        try await change { $0.imagesPerDay = .becomes(10) }
        let (before, mails) = (try await line(), try await town.mails())
        await #expect(throws: Problem(.keyChanged)) {
            try await change { change in
                change.edition = seen
                (change.name, change.imagesPerDay) = (try DisplayName("Stall"), .becomes(100))
            }
        }
        #expect(try await line() == before)
        #expect(try await town.mails() == mails)
        try await change { change in
            (change.edition, change.name) = (before.edition, try DisplayName("Stall"))
        }
        #expect(try await line().name.text == "Stall")
    }

    typealias Alteration = @Sendable (inout APIKeyChange) throws -> Void

    private static let alterations: [Alteration] = [
        { $0.name = try DisplayName("Stall") }, { $0.scopes = [.jobs] }, { $0.imagesPerDay = .becomes(99) },
        { $0.requestsPerMinute = .becomes(100) }, { $0.creditsPerMonth = .becomes(100) },
        { $0.days = .becomes(30) },
    ]

    @Test(arguments: alterations.indices)
    func `each change makes another edition, and a use or a new secret does not`(which: Int) async throws {
        let before = try await line()
        let renewed = try await town.accounts.rotate(
            id,
            overlap: .zero,
            for: session,
            from: Town.traits
        )
        _ = try await town.accounts.key(renewed.secret)
        #expect(try await line().edition == before.edition)
        try await change(Self.alterations[which])
        #expect(try await line().edition != before.edition)
    }

    @Test(arguments: alterations.indices)
    func `a change that another overtakes is refused, for its proof and its mail were about another key`(
        which: Int
    ) async throws {
        let alter = Self.alterations[which]
        let accounts = overtaken { try await change(alter) }
        await #expect(throws: Problem(.keyChanged)) {
            try await change(by: accounts) { $0.scopes = [.jobs, .read, .account] }
        }
        #expect(try await !line().key.scopes.contains(.account))
        #expect(try await town.mails().filter { $0 == "api_key_changed" }.isEmpty)
    }

    @Test func `a key that is ended meanwhile is not changed`() async throws {
        let accounts = overtaken {
            try await town.accounts.revoke(id, of: session.subject, from: Town.traits)
        }
        await #expect(throws: Problem(.keyChanged)) {
            try await change(by: accounts) { $0.name = try DisplayName("Stall") }
        }
        #expect(try await line().name.text == "Shop")
    }

    @Test func `a use or a new secret meanwhile is no other key`() async throws {
        let accounts = overtaken {
            let renewed = try await town.accounts.rotate(
                id,
                overlap: .zero,
                for: session,
                from: Town.traits
            )
            _ = try await town.accounts.key(renewed.secret)
        }
        try await change(by: accounts) { $0.imagesPerDay = .becomes(200) }
        #expect(try await line().key.limits.imagesPerDay == 200)
    }

    @Test func `for what lets a key do no more no mail is written`() async throws {
        let words = KeyWords { _, _ in
            Issue.record("a mail was worded that nobody gets")
            return ""
        }
        try await change(by: town.accounts.with(words: words)) { change in
            (change.name, change.imagesPerDay) = (try DisplayName("Stall"), .becomes(10))
        }
        #expect(try await line().key.limits.imagesPerDay == 10)
    }
}

extension Accounts {
    /// The same, with another database or other words.
    fileprivate func with(store: (any Store)? = nil, words: KeyWords? = nil) -> Accounts {
        Accounts(
            platform: AccountsPlatform(
                store: store ?? self.store,
                vault: vault,
                ring: ring,
                gate: gate,
                mail: mail,
                audit: audit,
                queue: queue,
                relay: relay,
                clock: clock,
                ids: ids,
                randomness: randomness
            ),
            passwords: passwords,
            rules: rules,
            links: links,
            site: site,
            words: words ?? self.words
        )
    }
}

/// A database in which something else happens just before each change.
private struct OvertakenStore: Store {
    let base: any Store
    let act: @Sendable () async throws -> Void

    func write<Value: Sendable>(
        surviving durability: Durability,
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await act()
        return try await base.write(surviving: durability, work)
    }

    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await base.read(work)
    }

    func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }

    func appliedMigrations() async throws -> Set<String> { try await base.appliedMigrations() }

    func liveSchema() async throws -> LiveSchema { try await base.liveSchema() }

    func version() throws -> Int64 { try base.version() }

    func glance<Value>(_ work: (Transaction) throws -> Value) throws -> Value { try base.glance(work) }

    func scrub() async throws { try await base.scrub() }

    func close() throws { try base.close() }
}
