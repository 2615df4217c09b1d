import Kernel
import Privacy
import TestSupport
import Testing

@testable import Accounts

struct SignInTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test(arguments: ["mei@example.org", "MEI@example.ORG", "ｍｅｉ@example.org"])
    func `address and password sign in, in whatever letters the address is typed`(typed: String) async throws
    {
        let subject = try await town.member("mei@example.org").subject
        #expect(try await town.signIn(typed).subject == subject)
    }

    @Test(arguments: [
        ("mei@example.org", "correct horse battery Staple"),
        ("mei@example.org", " correct horse battery staple"),
        ("mei@example.org", ""), ("moi@example.org", Town.password), ("no address", Town.password), ("", ""),
    ])
    func `anything else is wrong, and says no more`(email: String, password: String) async throws {
        _ = try await town.member("mei@example.org")
        await #expect(throws: Problem(.credentialsWrong)) { try await town.signIn(email, password) }
    }

    @Test func `where nobody may watch over accounts any more, people sign in all the same`() async throws {
        let subject = try await town.member("mei@example.org").subject
        town.place.time.advance(by: .days(5 * 365))
        #expect(try await town.signIn("mei@example.org").subject == subject)
    }

    @Test func `an unknown address costs as many hashes as a known one`() async throws {
        _ = try await town.member("mei@example.org")
        var costs: [Int] = []
        for email in ["mei@example.org", "moi@example.org", "no address"] {
            let before = town.notes.hashes
            _ = try? await town.signIn(email, "a wrong password")
            costs.append(town.notes.hashes - before)
        }
        #expect(costs == [1, 1, 1])
    }

    @Test func `a sign-up and a reset cost alike and write alike, whether the address is known or not`()
        async throws
    {
        _ = try await town.member("mei@example.org")
        var traces: [[Int]] = []
        for email in ["mei@example.org", "moi@example.org"] {
            let (hashes, before) = (town.notes.hashes, try await counts())
            try await town.accounts.signUp(town.wish(email), as: nil)
            try await town.accounts.requestReset(of: #require(EmailAddress(email)), in: .english)
            let after = try await counts()
            traces.append([town.notes.hashes - hashes] + zip(after, before).map(-))
        }
        #expect(traces[0] == traces[1])
        #expect(traces[0] == [1, 2, 1, 1, 2])
    }

    @Test func `that an account is frozen nobody learns from a sign-up or a reset`() async throws {
        let subject = try await town.member("mei@example.org").subject
        try await town.place.privacy.freeze(subject, logging: [])
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        try await town.accounts.requestReset(of: #require(EmailAddress("mei@example.org")), in: .english)
    }

    /// Rows of the tables that both write to.
    private func counts() async throws -> [Int] {
        var counts: [Int] = []
        for table in ["mail_outbox", "accounts_signup", "accounts_link", "accounts_correspondent"] {
            counts.append(try await town.place.rows(in: table))
        }
        return counts
    }

    @Test func `each sign-in has a token of its own, and the old ones stay good`() async throws {
        let first = try await town.member("mei@example.org")
        let second = try await town.signIn("mei@example.org")
        #expect(first.token.secret != second.token.secret)
        #expect(try await town.session(first).id != town.session(second).id)
    }
}

struct SessionTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `twelve hours without a use end a session, to the millisecond`() async throws {
        let signedIn = try await town.member("mei@example.org")
        town.place.time.advance(by: .hours(12) - .milliseconds(1))
        #expect(try await town.accounts.session(signedIn.token) != nil)
        town.place.time.advance(by: .hours(12))
        #expect(try await town.accounts.session(signedIn.token) == nil)
    }

    @Test func `thirty days end it in any case`() async throws {
        let signedIn = try await town.member("mei@example.org")
        for _ in 0..<(30 * 3 - 1) {
            town.place.time.advance(by: .hours(8))
            #expect(try await town.accounts.session(signedIn.token) != nil)
        }
        town.place.time.advance(by: .hours(8))
        #expect(try await town.accounts.session(signedIn.token) == nil)
    }

    @Test func `a person sees where they are signed in, and ends any of it`() async throws {
        let first = try await town.session(town.member("mei@example.org"))
        let second = try await town.signIn("mei@example.org")
        let lines = try await town.accounts.sessions(of: first)
        #expect(Set(lines.map(\.id)) == [first.id, try await town.session(second).id])
        #expect(lines.allSatisfy { $0.traits == Town.traits })
        try await town.accounts.end(try await town.session(second).id, for: first)
        #expect(try await town.accounts.session(second.token) == nil)
        #expect(try await town.accounts.sessions(of: first).map(\.id) == [first.id])
    }

    @Test func `somebody else's session does not exist`() async throws {
        let mine = try await town.session(town.member("mei@example.org"))
        let theirs = try await town.member("jo@example.org")
        let id = try await town.session(theirs).id
        await #expect(throws: Problem(.notFound)) { try await town.accounts.end(id, for: mine) }
        #expect(try await town.accounts.session(theirs.token) != nil)
    }

    @Test func `all others can be ended at once`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        for _ in 0..<3 { _ = try await town.signIn("mei@example.org") }
        #expect(try await town.accounts.endOthers(than: session) == 3)
        #expect(try await town.accounts.sessions(of: session).map(\.id) == [session.id])
    }

    @Test func `proving to be oneself gives a new token and ends the old one`() async throws {
        let signedIn = try await town.member("mei@example.org")
        let session = try await town.session(signedIn)
        town.place.time.advance(by: Session.freshness)
        #expect(throws: Problem(.reauthenticate)) { try town.accounts.requireFresh(session) }
        let token = try await town.accounts.prove(session, password: Password(Town.password))
        #expect(try await town.accounts.session(signedIn.token) == nil)
        try town.accounts.requireFresh(#require(try await town.accounts.session(token)))
    }

    @Test func `a wrong password proves nothing`() async throws {
        let signedIn = try await town.member("mei@example.org")
        let session = try await town.session(signedIn)
        await #expect(throws: Problem(.credentialsWrong)) {
            try await town.accounts.prove(session, password: Password("not the right one"))
        }
        #expect(try await town.accounts.session(signedIn.token) != nil)
    }

    @Test func `an erased person's sessions are over at once`() async throws {
        let signedIn = try await town.member("mei@example.org")
        try await town.place.privacy.erase(signedIn.subject, because: .asked)
        #expect(try await town.accounts.session(signedIn.token) == nil)
    }
}

struct PasswordChangeTests {
    private static let next = "quite another long password"
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `a reset sets the password, ends every session and tells the person`() async throws {
        let signedIn = try await town.member("mei@example.org")
        try await town.accounts.requestReset(of: #require(EmailAddress("mei@example.org")), in: .english)
        try await town.accounts.reset(by: #require(town.notes.tokens.last), to: Password(Self.next))
        #expect(try await town.accounts.session(signedIn.token) == nil)
        await #expect(throws: Problem(.credentialsWrong)) { try await town.signIn("mei@example.org") }
        _ = try await town.signIn("mei@example.org", Self.next)
        #expect(try await town.mails() == ["confirm_address", "reset_password", "password_changed"])
    }

    @Test func `a reset link is good once, for an hour, and only the newest`() async throws {
        _ = try await town.member("mei@example.org")
        let address = try #require(EmailAddress("mei@example.org"))
        for _ in 0..<3 { try await town.accounts.requestReset(of: address, in: .english) }
        let tokens = town.notes.tokens.suffix(3)
        for old in tokens.dropLast() {
            await #expect(throws: Problem(.linkExpired)) {
                try await town.accounts.reset(by: old, to: Password(Self.next))
            }
        }
        let newest = try #require(tokens.last)
        try await town.accounts.reset(by: newest, to: Password(Self.next))
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.reset(by: newest, to: Password(Self.next))
        }
        try await town.accounts.requestReset(of: address, in: .english)
        town.place.time.advance(by: .hours(1))
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.reset(by: #require(town.notes.tokens.last), to: Password(Self.next))
        }
    }

    @Test func `a token of another use opens nothing`() async throws {
        let signedIn = try await town.member("mei@example.org")
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.reset(by: signedIn.token, to: Password(Self.next))
        }
        try await town.accounts.requestReset(of: #require(EmailAddress("mei@example.org")), in: .english)
        let reset = try #require(town.notes.tokens.last)
        #expect(try await town.accounts.session(reset) == nil)
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.confirm(reset, password: Password(Town.password), traits: Town.traits)
        }
    }

    @Test func `changing the password keeps this session and ends the others`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let other = try await town.signIn("mei@example.org")
        try await town.accounts.change(password: Password(Self.next), for: session)
        #expect(try await town.accounts.session(other.token) == nil)
        #expect(try await town.accounts.sessions(of: session).count == 1)
    }

    @Test func `it takes somebody who has just shown that it is them`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        town.place.time.advance(by: Session.freshness)
        await #expect(throws: Problem(.reauthenticate)) {
            try await town.accounts.change(password: Password(Self.next), for: session)
        }
        _ = try await town.signIn("mei@example.org")
    }
}
