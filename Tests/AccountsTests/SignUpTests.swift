import Foundation
import Kernel
import TestSupport
import Testing

@testable import Accounts

struct SignUpTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `a sign-up whose address is confirmed opens the account as it was wished`() async throws {
        let signedIn = try await town.member("Mei@Example.org")
        let account = try await town.accounts.account(of: signedIn.subject)
        #expect(account.email.text == "Mei@example.org")
        #expect(account.name?.text == "梅")
        #expect(account.language == .traditionalChinese)
        #expect(account.country.code == "TW")
        #expect(account.band == .adult)
        #expect(account.terms == TermsAgreement(version: Terms.version, at: town.place.time.now))
        #expect(try await town.session(signedIn).subject == signedIn.subject)
        #expect(try await town.mails() == ["confirm_address"])
        #expect(try await town.place.rows(in: "accounts_signup") == 0)
        #expect(try await town.place.rows(in: "accounts_correspondent") == 0)
    }

    @Test func `before it is confirmed there is no account`() async throws {
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        #expect(try await town.place.rows(in: "accounts_account") == 0)
        await #expect(throws: Problem(.credentialsWrong)) { try await town.signIn("mei@example.org") }
    }

    @Test func `a visitor goes on as the account, and is no visitor any more`() async throws {
        let (visitor, token) = try await town.accounts.welcome()
        let signedIn = try await town.member("mei@example.org", as: visitor)
        #expect(signedIn.subject == visitor.subject)
        #expect(try await town.accounts.recognise(token) == nil)
        town.place.time.advance(by: .days(30))
        #expect(try await town.place.subjectsOver() == [])
    }

    @Test func `a link alone opens nothing: it takes the password that was chosen`() async throws {
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        let token = try #require(town.notes.tokens.last)
        await #expect(throws: Problem(.credentialsWrong)) {
            try await town.accounts.confirm(
                token,
                password: Password("another long password"),
                traits: Town.traits
            )
        }
        _ = try await town.accounts.confirm(token, password: Password(Town.password), traits: Town.traits)
    }

    @Test func `a link is good for a day, to the millisecond`() async throws {
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        let token = try #require(town.notes.tokens.last)
        town.place.time.advance(by: .hours(24))
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.confirm(token, password: Password(Town.password), traits: Town.traits)
        }
    }

    @Test func `of many who use one link at once, one opens the account`() async throws {
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        let (token, accounts) = (try #require(town.notes.tokens.last), town.accounts)
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        _ = try await accounts.confirm(
                            token,
                            password: Password(Town.password),
                            traits: Town.traits
                        )
                        return true
                    } catch let problem as Problem where problem.code == .linkExpired {
                        return false
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 }.count == 1)
        #expect(try await town.place.rows(in: "accounts_account") == 1)
        #expect(try await town.place.rows(in: "accounts_session") == 1)
    }

    @Test(arguments: ["mei@example.org", "MEI@EXAMPLE.ORG", "ｍｅｉ@example.org"])
    func `an address has one account, in whatever letters it is typed`(again: String) async throws {
        _ = try await town.member("mei@example.org")
        try await town.accounts.signUp(town.wish(again), as: nil)
        #expect(try await town.mails() == ["confirm_address", "address_in_use"])
        let token = try #require(town.notes.tokens.last)
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.confirm(token, password: Password(Town.password), traits: Town.traits)
        }
    }

    @Test func `of two sign-ups for one address the first to confirm has it`() async throws {
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        let (first, second) = (town.notes.tokens[0], town.notes.tokens[1])
        let winner = try await town.accounts.confirm(
            second,
            password: Password(Town.password),
            traits: Town.traits
        )
        await #expect(throws: Problem(.linkExpired)) {
            try await town.accounts.confirm(first, password: Password(Town.password), traits: Town.traits)
        }
        #expect(try await town.signIn("mei@example.org").subject == winner.subject)
    }

    @Test func `a sign-up that nobody confirmed is over after a day, with its key's owner`() async throws {
        try await town.accounts.signUp(town.wish("mei@example.org"), as: nil)
        town.place.time.advance(by: .hours(24))
        #expect(try await town.place.subjectsOver() == [], "it outlives its link")
        town.place.time.advance(by: .hours(1))
        let expired = try await town.place.subjectsOver()
        #expect(expired.count == 1)
        try await town.place.sweep()
        #expect(try await town.place.rows(in: "accounts_signup") == 0)
    }

    @Test(arguments: ["short", "password1234", "mei mei mei mei", "nano banana pro"])
    func `a weak password is refused before anything is stored`(password: String) async throws {
        await #expect(throws: Problem.self) {
            try await town.accounts.signUp(town.wish("mei@example.org", password: password), as: nil)
        }
        #expect(try await town.place.rows(in: "accounts_signup") == 0)
        #expect(try await town.mails() == [])
    }

    @Test func `no file holds an address, a name, a password or a token`() async throws {
        let folder = try TempFolder()
        let place = try await TestInstallation(in: folder)
        let email = "canaryq7x@example.org"
        let birth = try BirthMonth(year: 1_990, month: 5, now: place.time.now)
        guard
            case .passed(let ticket) = try place.accounts.judge(
                birth,
                in: #require(Country("TW")),
                blockedBy: nil
            )
        else { throw Problem(.underAge) }
        let wish = SignUp(
            email: try #require(EmailAddress(email)),
            password: try Password(Town.password),
            name: try DisplayName("Zebrafink"),
            language: .english,
            ticket: ticket
        )
        try await place.accounts.signUp(wish, as: nil)
        for canary in ["canaryq7x", "Zebrafink", "correct horse", "$argon2id"] {
            #expect(try folder.files(holding: Data(canary.utf8)) == [], "\(canary)")
        }
        #expect(try !folder.files(holding: Data("confirm_address".utf8)).isEmpty, "the search would find it")
    }
}
