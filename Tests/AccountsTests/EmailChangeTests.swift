import Kernel
import TestSupport
import Testing

@testable import Accounts

struct EmailChangeTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    /// Asks for another address.
    /// - Returns: the tokens of the links to the old and to the new address.
    private func ask(_ email: String, _ session: Session) async throws -> (old: Token, new: Token) {
        try await town.accounts.requestEmailChange(to: #require(EmailAddress(email)), for: session)
        let tokens = town.notes.tokens.suffix(2)
        return (try #require(tokens.first), try #require(tokens.last))
    }

    private func address(of session: Session) async throws -> String {
        try await town.accounts.account(of: session.subject).email.text
    }

    @Test(arguments: [[EmailChange.End.old, .new], [.new, .old]])
    func `an address changes when both ends have agreed, in whatever order`(
        order: [EmailChange.End]
    )
        async throws
    {
        let session = try await town.session(town.member("mei@example.org"))
        let other = try await town.signIn("mei@example.org")
        let links = try await ask("next@example.org", session)
        for end in order {
            #expect(try await address(of: session) == "mei@example.org")
            _ = try await town.accounts.agreeToEmailChange(by: end == .old ? links.old : links.new, at: end)
        }
        #expect(try await address(of: session) == "next@example.org")
        #expect(try await town.accounts.session(other.token) == nil, "every other session ends")
        #expect(try await town.accounts.sessions(of: session).map(\.id) == [session.id])
        _ = try await town.signIn("next@example.org")
        await #expect(throws: Problem(.credentialsWrong)) { try await town.signIn("mei@example.org") }
        let mails = try await town.mails().suffix(4)
        #expect(
            mails == ["email_change_notice", "email_change_confirm", "email_changed", "email_changed"]
        )
    }

    @Test func `it takes somebody who has just shown that it is them`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        town.place.time.advance(by: Session.freshness)
        await #expect(throws: Problem(.reauthenticate)) { try await ask("next@example.org", session) }
        #expect(try await town.place.rows(in: "accounts_email_change") == 0)
    }

    @Test(arguments: ["mei@example.org", "MEI@Example.org", "ｍｅｉ@example.org"])
    func `one's own address is no other one, in whatever letters`(email: String) async throws {
        let session = try await town.session(town.member("mei@example.org"))
        await #expect(throws: Problem(.emailUnchanged, field: "email")) { try await ask(email, session) }
    }

    @Test(arguments: ["jo@example.org", "JO@EXAMPLE.ORG", "ｊｏ@example.org"])
    func `an address in use costs and leaves the same, and never changes hands`(email: String) async throws {
        _ = try await town.member("jo@example.org")
        let session = try await town.session(town.member("mei@example.org"))
        var traces: [[Int]] = []
        for asked in ["free@example.org", email] {
            let (hashes, before) = (town.notes.hashes, try await counts())
            try await town.accounts.requestEmailChange(to: #require(EmailAddress(asked)), for: session)
            let after = try await counts()
            traces.append([town.notes.hashes - hashes] + zip(after, before).map(-))
            try await town.accounts.stopEmailChange(for: session)
        }
        #expect(traces[0] == traces[1])
        #expect(traces[0] == [0, 2, 2, 1, 1])
        #expect(try await town.mails().last == "email_change_in_use")
        #expect(try await town.mails().contains("email_change_confirm"))
    }

    @Test func `the owner of an address in use keeps it, though the other end agrees`() async throws {
        _ = try await town.member("jo@example.org")
        let session = try await town.session(town.member("mei@example.org"))
        try await town.accounts.requestEmailChange(to: #require(EmailAddress("jo@example.org")), for: session)
        let old = try #require(town.notes.tokens.last)
        guard case .waiting = try await town.accounts.agreeToEmailChange(by: old, at: .old) else {
            Issue.record("it never changes")
            return
        }
        #expect(try await town.accounts.emailChange(of: session)?.agreed == [.old])
        #expect(try await address(of: session) == "mei@example.org")
    }

    /// Rows of the tables that a wish writes to.
    private func counts() async throws -> [Int] {
        var counts: [Int] = []
        for table in ["mail_outbox", "accounts_link", "accounts_email_change", "accounts_event"] {
            counts.append(try await town.place.rows(in: table))
        }
        return counts
    }

    @Test func `links are good for a day, to the millisecond, and for their own end`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let links = try await ask("next@example.org", session)
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.agreeToEmailChange(by: links.new, at: .old)
        }
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.stopEmailChange(by: links.new)
        }
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.reset(by: links.old, to: Password("quite another long password"))
        }
        town.place.time.advance(by: .hours(24) - .milliseconds(1))
        _ = try await town.accounts.agreeToEmailChange(by: links.old, at: .old)
        town.place.time.advance(by: .milliseconds(1))
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.agreeToEmailChange(by: links.new, at: .new)
        }
        #expect(try await address(of: session) == "mei@example.org")
        try await town.place.sweep()
        #expect(try await town.place.rows(in: "accounts_email_change") == 0)
    }

    @Test func `a second wish takes the place of the first`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let first = try await ask("first@example.org", session)
        let second = try await ask("second@example.org", session)
        for (token, end) in [(first.old, EmailChange.End.old), (first.new, .new)] {
            await #expect(throws: Problem(.linkExpired)) {
                try await town.accounts.agreeToEmailChange(by: token, at: end)
            }
        }
        _ = try await town.accounts.agreeToEmailChange(by: second.old, at: .old)
        _ = try await town.accounts.agreeToEmailChange(by: second.new, at: .new)
        #expect(try await address(of: session) == "second@example.org")
    }

    @Test func `the old address stops it, and then nothing is left`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let links = try await ask("next@example.org", session)
        _ = try await town.accounts.agreeToEmailChange(by: links.new, at: .new)
        try await town.accounts.stopEmailChange(by: links.old)
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.stopEmailChange(by: links.old)
        }
        #expect(try await town.accounts.emailChange(of: session) == nil)
        #expect(try await town.place.rows(in: "accounts_link") == 0)
        #expect(try await address(of: session) == "mei@example.org")
    }

    @Test func `a new password ends a change that somebody else may have begun`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let links = try await ask("thief@example.org", session)
        try await town.accounts.change(password: Password("quite another long password"), for: session)
        for (token, end) in [(links.old, EmailChange.End.old), (links.new, .new)] {
            await #expect(throws: Problem(.linkExpired)) {
                try await town.accounts.agreeToEmailChange(by: token, at: end)
            }
        }
    }

    @Test func `a reset that was sent to the old address ends with it`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let links = try await ask("next@example.org", session)
        try await town.accounts.requestReset(of: #require(EmailAddress("mei@example.org")), in: .english)
        let reset = try #require(town.notes.tokens.last)
        _ = try await town.accounts.agreeToEmailChange(by: links.old, at: .old)
        _ = try await town.accounts.agreeToEmailChange(by: links.new, at: .new)
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.reset(by: reset, to: Password("quite another long password"))
        }
    }

    @Test func `of many who use one link at once, one agrees`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let (links, accounts) = (try await ask("next@example.org", session), town.accounts)
        let wins = try await withThrowingTaskGroup(of: Int.self) { group in
            for turn in 0..<16 {
                let end: EmailChange.End = turn.isMultiple(of: 2) ? .old : .new
                group.addTask {
                    do {
                        _ = try await accounts.agreeToEmailChange(
                            by: end == .old ? links.old : links.new,
                            at: end
                        )
                        return 1
                    } catch let problem as Problem where problem.code == .linkExpired {
                        return 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(wins == 2)
        #expect(try await address(of: session) == "next@example.org")
        #expect(try await town.mails().filter { $0 == "email_changed" }.count == 2)
    }
}
