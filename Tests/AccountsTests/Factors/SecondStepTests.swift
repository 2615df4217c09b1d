import Kernel
import Privacy
import TestSupport
import Testing

@testable import Accounts

/// Signing in where a password is not enough.
struct SecondStepTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `a password goes half the way, and a code the rest`() async throws {
        let (first, app) = try await town.guardedMember("mei@example.org")
        let sessions = try await town.accounts.sessions(of: first).count
        let halfWay = try await town.halfWay("mei@example.org")
        #expect(try await town.accounts.sessions(of: first).count == sessions)
        let session = try await town.session(town.pass(halfWay, app.code(at: town.place.time.now)))
        #expect(session.subject == first.subject)
        #expect(session.secondFactorAt == town.place.time.now)
        #expect(try await town.session(town.member("jo@example.org")).secondFactorAt == nil)
    }

    @Test func `a provider's word is half the way too, and a passkey all of it`() async throws {
        let subject = try await town.guardedMember("mei@example.org").session.subject
        let provided = try await town.accounts.enter(subject, by: .provider, traits: Town.traits)
        #expect(provided.signedIn == nil)
        let passkey = try await town.accounts.enter(subject, by: .passkey, traits: Town.traits)
        #expect(try await town.session(#require(passkey.signedIn)).secondFactorAt == town.place.time.now)
    }

    @Test(arguments: ["", "000000", "12345", "not a code", "７７７７７７", "0000-0000-0000"])
    func `anything but a code is wrong`(typed: String) async throws {
        _ = try await town.guardedMember("mei@example.org")
        let halfWay = try await town.halfWay("mei@example.org")
        await #expect(throws: Problem(.secondFactorWrong)) { try await town.pass(halfWay, typed) }
    }

    @Test func `a code is good once, and an older one never after it`() async throws {
        let app = try await town.guardedMember("mei@example.org").app
        let (old, now) = (app.code(at: town.place.time.now), town.place.time.now + OneTimeSecret.period)
        town.place.time.set(to: now)
        let code = app.code(at: now)
        _ = try await town.pass(town.halfWay("mei@example.org"), code)
        for used in [code, old] {
            let next = try await town.halfWay("mei@example.org")
            await #expect(throws: Problem(.secondFactorWrong)) { try await town.pass(next, used) }
        }
    }

    @Test func `of many that bring one code at once, one gets in`() async throws {
        let (session, app) = try await town.guardedMember("mei@example.org")
        let before = try await town.accounts.sessions(of: session).count
        let code = app.code(at: town.place.time.now)
        var attempts: [@Sendable () async throws -> Void] = []
        for _ in 0..<8 {
            let halfWay = try await town.halfWay("mei@example.org")
            attempts.append { _ = try await town.pass(halfWay, code) }
        }
        #expect(await town.successes(of: attempts) == 1)
        #expect(try await town.accounts.sessions(of: session).count == before + 1)
    }

    @Test func `of many that bring one half-way token at once, one gets in and uses one code up`()
        async throws
    {
        let (session, app) = try await town.guardedMember("mei@example.org")
        let halfWay = try await town.halfWay("mei@example.org")
        let attempts = app.recoveryCodes.prefix(HalfWay.tries).map {
            code -> @Sendable () async throws -> Void in
            { _ = try await town.pass(halfWay, code.text.reveal()) }
        }
        #expect(await town.successes(of: attempts) == 1)
        let factors = try await town.accounts.secondFactors(of: session.subject)
        #expect(factors.recoveryCodes == RecoveryCode.count - 1)
    }

    @Test func `ten minutes end it, to the millisecond`() async throws {
        let app = try await town.guardedMember("mei@example.org").app
        let token = try await town.halfWayToken("mei@example.org")
        let halfWay = try #require(try await town.accounts.halfWay(token))
        town.place.time.advance(by: HalfWay.lifetime - .milliseconds(1))
        #expect(try await town.accounts.halfWay(token) != nil)
        town.place.time.advance(by: .milliseconds(1))
        #expect(try await town.accounts.halfWay(token) == nil)
        await #expect(throws: Problem(.secondStepOver)) {
            try await town.pass(halfWay, app.code(at: town.place.time.now))
        }
        try await town.place.sweep()
        #expect(try await town.place.rows(in: "accounts_half_way") == 0)
    }

    @Test func `five wrong codes end it, and the right one comes too late`() async throws {
        let app = try await town.guardedMember("mei@example.org").app
        let token = try await town.halfWayToken("mei@example.org")
        let halfWay = try #require(try await town.accounts.halfWay(token))
        for _ in 0..<HalfWay.tries {
            await #expect(throws: Problem(.secondFactorWrong)) { try await town.pass(halfWay, "000000") }
        }
        #expect(try await town.accounts.halfWay(token) == nil)
        let code = app.code(at: town.place.time.now)
        await #expect(throws: Problem(.secondStepOver)) { try await town.pass(halfWay, code) }
        _ = try await town.pass(town.halfWay("mei@example.org"), code)
    }

    @Test func `many wrong codes at once are no more than five`() async throws {
        _ = try await town.guardedMember("mei@example.org")
        let halfWay = try await town.halfWay("mei@example.org")
        let wrong = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await #expect(throws: Problem.self) { try await town.pass(halfWay, "000000") }?.code
                        == .secondFactorWrong
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wrong == HalfWay.tries)
    }

    @Test func `a token of another use opens nothing`() async throws {
        let signedIn = try await town.member("jo@example.org")
        _ = try await town.guardedMember("mei@example.org")
        let token = try await town.halfWayToken("mei@example.org")
        #expect(try await town.accounts.session(token) == nil)
        #expect(try await town.accounts.recognise(token) == nil)
        #expect(try await town.accounts.halfWay(signedIn.token) == nil)
        let digits = token.secret.reveal()
        let altered = try #require(Token((digits.first == "0" ? "1" : "0") + digits.dropFirst()))
        #expect(try await town.accounts.halfWay(altered) == nil)
    }

    @Test func `somebody else's codes open nothing and stay good`() async throws {
        let mei = try await town.guardedMember("mei@example.org").app
        let jo = try await town.guardedMember("jo@example.org").app
        let recovery = try #require(jo.recoveryCodes.first).text.reveal()
        let code = jo.code(at: town.place.time.now)
        for wrong in [code, recovery] {
            let halfWay = try await town.halfWay("mei@example.org")
            await #expect(throws: Problem(.secondFactorWrong)) { try await town.pass(halfWay, wrong) }
        }
        _ = try await town.pass(town.halfWay("jo@example.org"), code)
        _ = try await town.pass(town.halfWay("jo@example.org"), recovery)
        _ = try await town.pass(town.halfWay("mei@example.org"), mei.code(at: town.place.time.now))
    }

    @Test func `a recovery code takes the place of the app once, and its person is told`() async throws {
        let app = try await town.guardedMember("mei@example.org").app
        let code = try #require(app.recoveryCodes.first).text.reveal()
        _ = try await town.pass(town.halfWay("mei@example.org"), code.lowercased().replacing("-", with: " "))
        #expect(try await town.mails().filter { $0 == "recovery_code_used" }.count == 1)
        let again = try await town.halfWay("mei@example.org")
        await #expect(throws: Problem(.secondFactorWrong)) { try await town.pass(again, code) }
        #expect(try await town.mails().filter { $0 == "recovery_code_used" }.count == 1)
    }

    @Test func `a new password by mail leaves the second factor and ends what was half-way`() async throws {
        let app = try await town.guardedMember("mei@example.org").app
        let halfWay = try await town.halfWay("mei@example.org")
        let next = "quite another long password"
        try await town.accounts.requestReset(of: #require(EmailAddress("mei@example.org")), in: .english)
        try await town.accounts.reset(by: #require(town.notes.tokens.last), to: Password(next))
        let code = app.code(at: town.place.time.now)
        await #expect(throws: Problem(.secondStepOver)) { try await town.pass(halfWay, code) }
        _ = try await town.pass(town.halfWay("mei@example.org", next), code)
    }

    @Test func `an erased person's half-way token is over at once`() async throws {
        let session = try await town.guardedMember("mei@example.org").session
        let token = try await town.halfWayToken("mei@example.org")
        try await town.place.privacy.erase(session.subject, because: .asked)
        #expect(try await town.accounts.halfWay(token) == nil)
    }

    @Test func `that there is a second factor, nobody learns without the password`() async throws {
        let counts = StoreCounts()
        let town = try await Town { $0.counts = counts }
        _ = try await town.guardedMember("mei@example.org")
        _ = try await town.member("jo@example.org")
        var costs: [[Int]] = []
        // What a first try finds in no cache, a second one does, with an account or without.
        for email in ["mei@example.org", "jo@example.org", "moi@example.org"] {
            try await miss(town, email)
            let (hashes, mails, before) = (town.notes.hashes, try await town.mails().count, counts.now)
            try await miss(town, email)
            let after = counts.now
            costs.append([
                town.notes.hashes - hashes, after.statements - before.statements,
                after.reads - before.reads, after.writes - before.writes,
                try await town.mails().count - mails,
            ])
        }
        #expect(costs[0] == costs[1])
        #expect(costs[0] == costs[2])
        #expect(costs[0].first == 1)
    }

    private func miss(_ town: Town, _ email: String) async throws {
        await #expect(throws: Problem(.credentialsWrong)) { try await town.enter(email, "a wrong password") }
    }
}
