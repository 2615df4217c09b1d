import Kernel
import TestSupport
import Testing

@testable import Accounts

/// Setting second factors up, and turning them off.
struct FactorChangeTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `a secret that was shown changes nothing until its first code`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let secret = try await town.proposal(for: session)
        _ = try await town.signIn("mei@example.org")
        #expect(try await !town.accounts.secondFactors(of: session.subject).isSet)
        await #expect(throws: Problem(.secondFactorWrong, field: "code")) {
            try await town.accounts.confirmOneTimeCode("000000", for: session, from: Town.traits)
        }
        _ = try await town.signIn("mei@example.org")
        let code = secret.code(OneTimeSecret.step(at: town.place.time.now)).reveal()
        let codes = try await town.accounts.confirmOneTimeCode(code, for: session, from: Town.traits)
        #expect(Set(codes).count == RecoveryCode.count)
        let factors = try await town.accounts.secondFactors(of: session.subject)
        #expect(factors == SecondFactors(hasOneTimeCode: true, passkeys: 0, recoveryCodes: 10))
        #expect(try await town.enter("mei@example.org").signedIn == nil)
    }

    @Test func `the code that confirmed a secret does not sign in`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let secret = try await town.proposal(for: session)
        let code = secret.code(OneTimeSecret.step(at: town.place.time.now)).reveal()
        _ = try await town.accounts.confirmOneTimeCode(code, for: session, from: Town.traits)
        let halfWay = try await town.halfWay("mei@example.org")
        await #expect(throws: Problem(.secondFactorWrong)) { try await town.pass(halfWay, code) }
    }

    @Test func `only the newest secret can be confirmed, for an hour`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let old = try await town.proposal(for: session)
        let new = try await town.proposal(for: session)
        let now = town.place.time.now
        await #expect(throws: Problem(.secondFactorWrong, field: "code")) {
            try await town.accounts.confirmOneTimeCode(
                old.code(OneTimeSecret.step(at: now)).reveal(),
                for: session,
                from: Town.traits
            )
        }
        town.place.time.advance(by: .hours(1))
        let fresh = try await town.session(town.signIn("mei@example.org"))
        await #expect(throws: Problem(.notFound)) {
            try await town.accounts.confirmOneTimeCode(
                new.code(OneTimeSecret.step(at: town.place.time.now)).reveal(),
                for: fresh,
                from: Town.traits
            )
        }
        try await town.place.sweep()
        #expect(try await town.place.rows(in: "accounts_one_time_secret") == 0)
    }

    @Test func `of many that confirm one secret at once, one is told recovery codes`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let secret = try await town.proposal(for: session)
        let code = secret.code(OneTimeSecret.step(at: town.place.time.now)).reveal()
        let attempts = (0..<6).map { _ -> @Sendable () async throws -> Void in
            { _ = try await town.accounts.confirmOneTimeCode(code, for: session, from: Town.traits) }
        }
        #expect(await town.successes(of: attempts) == 1)
        #expect(try await town.place.rows(in: "accounts_recovery_code") == RecoveryCode.count)
        #expect(try await town.mails().filter { $0 == "second_factor_on" }.count == 1)
    }

    @Test func `another app takes the place of the first, and the recovery codes stay`() async throws {
        let (session, first) = try await town.guardedMember("mei@example.org")
        let second = try await town.app(for: session)
        #expect(second.recoveryCodes.isEmpty)
        let halfWay = try await town.halfWay("mei@example.org")
        await #expect(throws: Problem(.secondFactorWrong)) {
            try await town.pass(halfWay, first.code(at: town.place.time.now))
        }
        _ = try await town.pass(halfWay, second.code(at: town.place.time.now))
        let code = try #require(first.recoveryCodes.first).text.reveal()
        _ = try await town.pass(town.halfWay("mei@example.org"), code)
    }

    @Test func `new recovery codes end the old ones`() async throws {
        let (session, app) = try await town.guardedMember("mei@example.org")
        let codes = try await town.accounts.makeRecoveryCodes(for: session, from: Town.traits)
        let old = try #require(app.recoveryCodes.first).text.reveal()
        let halfWay = try await town.halfWay("mei@example.org")
        await #expect(throws: Problem(.secondFactorWrong)) { try await town.pass(halfWay, old) }
        _ = try await town.pass(halfWay, try #require(codes.first).text.reveal())
    }

    @Test func `recovery codes stand in for a factor, so there are none without one`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        await #expect(throws: Problem(.notFound)) {
            try await town.accounts.makeRecoveryCodes(for: session, from: Town.traits)
        }
        _ = try await town.app(for: session)
        try await town.accounts.removeOneTimeCode(for: session, from: Town.traits)
        #expect(try await town.place.rows(in: "accounts_recovery_code") == 0)
        #expect(try await town.place.rows(in: "accounts_one_time_secret") == 0)
        _ = try await town.signIn("mei@example.org")
    }

    @Test func `what is off cannot be turned off`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        _ = try await town.proposal(for: session)
        await #expect(throws: Problem(.notFound)) {
            try await town.accounts.removeOneTimeCode(for: session, from: Town.traits)
        }
    }

    @Test(arguments: [(3, false), (2, true), (0, true)])
    func `from two recovery codes on it is time for new ones`(left: Int, isTime: Bool) {
        let factors = SecondFactors(hasOneTimeCode: false, passkeys: 1, recoveryCodes: left)
        #expect(factors.hasFewRecoveryCodes == isTime)
        #expect(
            !SecondFactors(hasOneTimeCode: false, passkeys: 0, recoveryCodes: left).hasFewRecoveryCodes
        )
    }

    @Test func `every change takes somebody who has just shown that it is them`() async throws {
        let session = try await town.guardedMember("mei@example.org").session
        let device = try await town.device(for: session)
        let id = try #require(try await town.accounts.passkeys(of: session).first).id
        let (_, registration) = try await town.registration(for: session, seed: 9)
        town.place.time.advance(by: Session.freshness)
        let (accounts, name, traits) = (town.accounts, try DisplayName("Mine"), Town.traits)
        let changes: [@Sendable () async throws -> Void] = [
            { try await accounts.proposeOneTimeCode(for: session) },
            { _ = try await accounts.proposedOneTimeCode(for: session) },
            { _ = try await accounts.confirmOneTimeCode("000000", for: session, from: traits) },
            { try await accounts.removeOneTimeCode(for: session, from: traits) },
            { _ = try await accounts.makeRecoveryCodes(for: session, from: traits) },
            { _ = try await accounts.passkeyCreation(for: session) },
            { _ = try await accounts.add(registration, named: name, for: session, from: traits) },
            { try await accounts.rename(id, to: name, for: session) },
            { try await accounts.remove(id, for: session, from: traits) },
        ]
        for change in changes {
            await #expect(throws: Problem(.reauthenticate)) { try await change() }
        }
        _ = device
        let factors = try await accounts.secondFactors(of: session.subject)
        #expect(factors == SecondFactors(hasOneTimeCode: true, passkeys: 1, recoveryCodes: 10))
    }

    @Test func `every change is told by mail`() async throws {
        let session = try await town.guardedMember("mei@example.org").session
        _ = try await town.device(for: session)
        _ = try await town.accounts.makeRecoveryCodes(for: session, from: Town.traits)
        let id = try #require(try await town.accounts.passkeys(of: session).first).id
        try await town.accounts.remove(id, for: session, from: Town.traits)
        try await town.accounts.removeOneTimeCode(for: session, from: Town.traits)
        #expect(
            try await town.mails().dropFirst() == [
                "second_factor_on", "passkey_added", "recovery_codes_made", "passkey_removed",
                "second_factor_off",
            ]
        )
    }
}

/// Showing again, in an open session, that it is oneself.
struct ProofTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    private func prove(_ session: Session, code: String? = nil) async throws -> Token {
        try await town.accounts.prove(session, password: Password(Town.password), code: code)
    }

    @Test func `the password alone is not enough where there is a second factor`() async throws {
        let (session, app) = try await town.guardedMember("mei@example.org")
        town.place.time.advance(by: Session.freshness)
        await #expect(throws: Problem(.reauthenticate)) { try await prove(session) }
        await #expect(throws: Problem(.secondFactorWrong)) { try await prove(session, code: "000000") }
        let code = app.code(at: town.place.time.now)
        let fresh = try #require(try await town.accounts.session(prove(session, code: code)))
        #expect(fresh.secondFactorAt == town.place.time.now)
        try town.accounts.requireFresh(fresh)
        await #expect(throws: Problem(.secondFactorWrong)) { try await prove(fresh, code: code) }
    }

    @Test func `a second factor of the last ten minutes still counts, and is not renewed by a password`()
        async throws
    {
        let (session, app) = try await town.guardedMember("mei@example.org")
        let code = app.code(at: town.place.time.now)
        let fresh = try #require(try await town.accounts.session(prove(session, code: code)))
        town.place.time.advance(by: Session.freshness - .milliseconds(1))
        let later = try #require(try await town.accounts.session(prove(fresh)))
        #expect(later.secondFactorAt == fresh.secondFactorAt)
        town.place.time.advance(by: .milliseconds(1))
        await #expect(throws: Problem(.reauthenticate)) { try await prove(later) }
    }

    @Test func `the right code with a wrong password proves nothing and stays good`() async throws {
        let (session, app) = try await town.guardedMember("mei@example.org")
        let code = app.code(at: town.place.time.now)
        await #expect(throws: Problem(.credentialsWrong)) {
            try await town.accounts.prove(session, password: Password("a wrong password"), code: code)
        }
        _ = try await prove(session, code: code)
    }

    @Test func `a passkey proves it, and only one's own`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let other = try await town.session(town.member("jo@example.org"))
        let mine = try await town.device(for: session)
        let theirs = try await town.device(for: other, seed: 8)
        let options = try await town.accounts.passkeyRequest(for: session)
        #expect(options.allowCredentials.map(\.id.bytes) == [mine.id])
        let strange = try town.answer(theirs, to: options)
        await #expect(throws: Problem(.passkeyRefused)) {
            try await town.accounts.prove(session, passkey: strange)
        }
        let own = try town.answer(mine, to: await town.accounts.passkeyRequest(for: session))
        town.place.time.advance(by: .seconds(60))
        let fresh = try await town.accounts.session(town.accounts.prove(session, passkey: own))
        #expect(try #require(fresh).secondFactorAt == town.place.time.now)
    }
}
