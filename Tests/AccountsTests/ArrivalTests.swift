import Audit
import Kernel
import Privacy
import Queue
import Store
import TestSupport
import Testing

@testable import Accounts

struct ArrivalTests {
    private static let next = "quite another long password"
    let town: Town

    init() async throws {
        town = try await Town()
    }

    private func notices() async throws -> Int {
        try await town.mails().filter { $0 == "new_sign_in" }.count
    }

    @Test func `a browser that is not known is told, the first session and a known one are not`() async throws
    {
        _ = try await town.member("mei@example.org")
        _ = try await town.signIn("mei@example.org")
        #expect(try await notices() == 0)
        _ = try await town.signIn("mei@example.org", fromKnown: false)
        #expect(try await notices() == 1)
    }

    @Test func `whoever wants no such mail gets none, until somebody has guessed`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        try await town.accounts.change(
            Preferences(language: .english, theme: .dark, wantsSignInMails: false),
            for: session
        )
        _ = try await town.signIn("mei@example.org", fromKnown: false)
        #expect(try await notices() == 0)
        for _ in 0..<WrongPasswords.suspicious {
            _ = try? await town.signIn("mei@example.org", "a wrong password")
        }
        _ = try await town.signIn("mei@example.org")
        #expect(try await notices() == 1)
        _ = try await town.signIn("mei@example.org")
        #expect(try await notices() == 1, "they are forgotten with the right one")
        let lines = try await town.accounts.activity(of: session, limit: 2).lines
        guard case .event(let event) = lines[1].what else { throw Problem(.notFound) }
        #expect(event.count == WrongPasswords.suspicious)
    }

    @Test func `guesses are forgotten after a day`() throws {
        let (wrong, start) = (WrongPasswords(), Timestamp(milliseconds: 1_795_456_800_000))
        let address = town.accounts.mark(ofTyped: "mei@example.org")
        for _ in 0..<7 { wrong.count(address, at: start) }
        #expect(wrong.number(of: address, at: start + .hours(24) - .milliseconds(1)) == 7)
        #expect(wrong.number(of: address, at: start + .hours(24)) == 0)
    }

    @Test func `no session begins after a reset that rests on the password before it`() async throws {
        let subject = try await town.member("mei@example.org").subject
        let before = try await town.place.store.read { tx in try AccountRecords(tx).epoch(of: subject) }
        try await town.accounts.requestReset(of: #require(EmailAddress("mei@example.org")), in: .english)
        try await town.accounts.reset(by: #require(town.notes.tokens.last), to: Password(Self.next))
        await #expect(throws: Problem(.credentialsWrong)) {
            try await town.accounts.enter(subject, by: .password, traits: Town.traits, since: before)
        }
        #expect(try await town.place.rows(in: "accounts_session") == 0)
        _ = try await town.signIn("mei@example.org", Self.next)
    }

    @Test func `what somebody has chosen stays with the account`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let chosen = Preferences(language: .english, theme: .dark, wantsSignInMails: false)
        try await town.accounts.change(chosen, for: session)
        #expect(try await town.accounts.account(of: session.subject).preferences == chosen)
    }

    @Test func `closing erases, and tells the last address through somebody who is none`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let removal = try await town.place.privacy.remove(.everything, of: session.subject, after: .none)
        try await town.place.working {
            for await _ in town.place.queue.changes(of: session.subject.value)
            where try await town.place.privacy.removal(removal.id).state == .erased { return }
        }
        #expect(try await town.mails().last == "account_closed")
        let subject = session.subject
        #expect(
            try await town.place.rows(
                in: "mail_outbox",
                where: "kind = 'account_closed' AND subject_id = \(subject)"
            ) == 0
        )
        await #expect(throws: Problem(.credentialsWrong)) { try await town.signIn("mei@example.org") }
        town.place.time.advance(by: .hours(25))
        #expect(try await town.place.subjectsOver().count >= 1)
    }
}

struct ActivityTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `both sources are read as one, newest first, page by page, nothing twice`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        for turn in 0..<6 {
            town.place.time.advance(by: .seconds(1))
            if turn.isMultiple(of: 2) {
                try await town.accounts.note(SecurityEvent(.signedIn, by: .password), of: session.subject)
            } else {
                try await town.place.audit.record(
                    .staffRead,
                    about: session.subject,
                    [.role: "support", .reason: "help: \(turn)", .what: "profile"]
                )
            }
        }
        let whole = try await town.accounts.activity(of: session, limit: 100)
        #expect(whole.next == nil)
        #expect(whole.lines.count == 6)
        #expect(whole.lines.map(\.at) == whole.lines.map(\.at).sorted().reversed())
        for limit in 1...6 {
            var (lines, cursor): ([ActivityLine], ActivityCursor?) = ([], nil)
            repeat {
                let page = try await town.accounts.activity(of: session, before: cursor, limit: limit)
                #expect(page.lines.count <= limit)
                lines += page.lines
                cursor = try page.next.map { try #require(ActivityCursor($0.text)) }
            } while cursor != nil
            #expect(lines == whole.lines, "\(limit) a page")
        }
    }

    @Test(arguments: ["", "x", ".", "..", "row_0.1", ".-1", "1.", "sub_01ARZ3NDEKTSV4RRFFQ69G5FAV.1", ".1.1"])
    func `a cursor of another kind is none`(text: String) {
        #expect(text == "." ? ActivityCursor(text) != nil : ActivityCursor(text) == nil)
    }

    @Test func `nobody reads somebody else's`() async throws {
        let mine = try await town.session(town.member("mei@example.org"))
        _ = try await town.session(town.member("jo@example.org"))
        _ = try await town.signIn("jo@example.org")
        #expect(try await town.accounts.activity(of: mine, limit: 10).lines.isEmpty)
    }

    @Test func `an event goes after ninety days, to the millisecond; an act stays`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        try await town.accounts.note(SecurityEvent(.signedIn), of: session.subject)
        try await town.place.audit.record(.staffRead, about: session.subject, [.role: "support"])
        town.place.time.advance(by: .days(90) - .milliseconds(1))
        try await town.place.sweep()
        #expect(try await town.accounts.activity(of: session, limit: 10).lines.count == 2)
        town.place.time.advance(by: .milliseconds(1))
        try await town.place.sweep()
        #expect(try await town.accounts.activity(of: session, limit: 10).lines.count == 1)
    }
}
