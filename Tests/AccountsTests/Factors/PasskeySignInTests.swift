import FoundationEssentials
import Kernel
import TestSupport
import Testing

@testable import Accounts

/// Passkeys of accounts: made, used, renamed, removed.
struct PasskeySignInTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    private func signIn(_ assertion: PasskeyAssertion) async throws -> SignedIn {
        try await town.accounts.signIn(passkey: assertion, traits: Town.traits)
    }

    @Test func `a passkey signs in alone, as both factors`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let device = try await town.device(for: session)
        let options = try await town.accounts.passkeyRequest()
        #expect(options.allowCredentials.isEmpty)
        let signedIn = try await town.session(signIn(town.answer(device, to: options)))
        #expect(signedIn.subject == session.subject)
        #expect(signedIn.secondFactorAt == town.place.time.now)
        let line = try #require(try await town.accounts.passkeys(of: session).first)
        #expect(line.name.text == "Phone" && line.usedAt == town.place.time.now)
    }

    @Test func `with a passkey, a password alone goes half the way, and the passkey the rest`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let device = try await town.device(for: session)
        let halfWay = try await town.halfWay("mei@example.org")
        let options = try await town.accounts.passkeyRequest(for: halfWay)
        #expect(options.allowCredentials.map(\.id.bytes) == [device.id])
        let assertion = try town.answer(device, to: options)
        let signedIn = try await town.accounts.pass(halfWay, by: .passkey(assertion), traits: Town.traits)
        #expect(try await town.session(signedIn).secondFactorAt == town.place.time.now)
    }

    @Test func `an answer counts once`() async throws {
        let device = try await town.device(for: town.session(town.member("mei@example.org")))
        let assertion = try town.answer(device, to: await town.accounts.passkeyRequest())
        _ = try await signIn(assertion)
        await #expect(throws: Problem(.passkeyRefused)) { try await signIn(assertion) }
    }

    @Test func `of many that bring one answer at once, one gets in`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let device = try await town.device(for: session)
        let assertion = try town.answer(device, to: await town.accounts.passkeyRequest())
        let attempts = (0..<8).map { _ -> @Sendable () async throws -> Void in
            { _ = try await town.accounts.signIn(passkey: assertion, traits: Town.traits) }
        }
        #expect(await town.successes(of: attempts) == 1)
        #expect(try await town.accounts.sessions(of: session).count == 2)
    }

    @Test func `a challenge lasts five minutes`() async throws {
        let device = try await town.device(for: town.session(town.member("mei@example.org")))
        let answers = [
            try town.answer(device, to: await town.accounts.passkeyRequest()),
            try town.answer(device, to: await town.accounts.passkeyRequest()),
        ]
        town.place.time.advance(by: RelyingParty.patience - .milliseconds(1))
        _ = try await signIn(answers[0])
        town.place.time.advance(by: .milliseconds(1))
        await #expect(throws: Problem(.passkeyRefused)) { try await signIn(answers[1]) }
        try await town.accounts.deleteExpired()
        #expect(try await town.place.rows(in: "accounts_passkey_challenge") == 0)
    }

    @Test func `a challenge of one occasion is none of another`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let device = try await town.device(for: session)
        let (first, second) = (
            try await town.halfWay("mei@example.org"), try await town.halfWay("mei@example.org")
        )
        let ofFirst = try town.answer(device, to: await town.accounts.passkeyRequest(for: first))
        await #expect(throws: Problem(.passkeyRefused)) { try await signIn(ofFirst) }
        await #expect(throws: Problem(.passkeyRefused)) {
            try await town.accounts.prove(session, passkey: ofFirst)
        }
        await #expect(throws: Problem(.passkeyRefused)) {
            try await town.accounts.pass(second, by: .passkey(ofFirst), traits: Town.traits)
        }
        let ofNobody = try town.answer(device, to: await town.accounts.passkeyRequest())
        await #expect(throws: Problem(.passkeyRefused)) {
            try await town.accounts.pass(first, by: .passkey(ofNobody), traits: Town.traits)
        }
        _ = try await town.accounts.pass(first, by: .passkey(ofFirst), traits: Town.traits)
    }

    @Test(arguments: [
        "https://evil.example", "http://studio.example", "https://studio.example:444",
        "https://studio.example.evil.example",
    ])
    func `a page that is not ours gets nowhere`(origin: String) async throws {
        let device = try await town.device(for: town.session(town.member("mei@example.org")))
        let assertion = try town.answer(device, to: await town.accounts.passkeyRequest()) {
            $0.origin = origin
        }
        await #expect(throws: Problem(.passkeyRefused)) { try await signIn(assertion) }
    }

    @Test func `a device that did not check who uses it gets nowhere`() async throws {
        let device = try await town.device(for: town.session(town.member("mei@example.org")))
        let assertion = try town.answer(device, to: await town.accounts.passkeyRequest()) {
            $0.flags = 0b0000_1001
        }
        await #expect(throws: Problem(.passkeyRefused)) { try await signIn(assertion) }
    }

    @Test(arguments: [(5, true), (4, false), (1, false), (0, false)])
    func `a count that does not rise is refused`(next: UInt32, isTaken: Bool) async throws {
        let device = try await town.device(for: town.session(town.member("mei@example.org")))
        let first = try town.answer(device, to: await town.accounts.passkeyRequest()) { $0.signCount = 4 }
        _ = try await signIn(first)
        let second = try town.answer(device, to: await town.accounts.passkeyRequest()) {
            $0.signCount = next
        }
        if isTaken {
            _ = try await signIn(second)
        } else {
            await #expect(throws: Problem(.passkeyRefused)) { try await signIn(second) }
        }
    }

    @Test func `a passkey that nobody has, or that says another's name, is refused alike`() async throws {
        var device = try await town.device(for: town.session(town.member("mei@example.org")))
        let other = try await town.session(town.member("jo@example.org"))
        var unknown = device
        unknown.id = Data(Randomness.seeded(99).bytes(32))
        let strange = try town.answer(unknown, to: await town.accounts.passkeyRequest())
        await #expect(throws: Problem(.passkeyRefused)) { try await signIn(strange) }
        device.handle = try town.accounts.handle(of: other.subject)
        let misnamed = try town.answer(device, to: await town.accounts.passkeyRequest())
        await #expect(throws: Problem(.passkeyRefused)) { try await signIn(misnamed) }
    }

    @Test func `somebody else's passkey does not go the second half`() async throws {
        _ = try await town.guardedMember("mei@example.org")
        let theirs = try await town.device(for: town.session(town.member("jo@example.org")), seed: 8)
        let halfWay = try await town.halfWay("mei@example.org")
        let assertion = try town.answer(theirs, to: await town.accounts.passkeyRequest(for: halfWay))
        await #expect(throws: Problem(.passkeyRefused)) {
            try await town.accounts.pass(halfWay, by: .passkey(assertion), traits: Town.traits)
        }
    }
}

struct PasskeyKeepingTests {
    let town: Town

    init() async throws {
        town = try await Town()
    }

    @Test func `a new passkey answers a challenge of the same session, once`() async throws {
        let first = try await town.session(town.member("mei@example.org"))
        let second = try await town.session(town.signIn("mei@example.org"))
        let (_, registration) = try await town.registration(for: first)
        let (accounts, name) = (town.accounts, try DisplayName("Phone"))
        await #expect(throws: Problem(.passkeyRefused)) {
            try await accounts.add(registration, named: name, for: second, from: Town.traits)
        }
        _ = try await accounts.add(registration, named: name, for: first, from: Town.traits)
        await #expect(throws: Problem(.passkeyRefused)) {
            try await accounts.add(registration, named: name, for: first, from: Town.traits)
        }
        #expect(try await accounts.passkeys(of: first).count == 1)
    }

    @Test func `one passkey is one account's`() async throws {
        _ = try await town.device(for: town.session(town.member("mei@example.org")))
        let other = try await town.session(town.member("jo@example.org"))
        let (_, registration) = try await town.registration(for: other)
        await #expect(throws: Problem(.passkeyRefused)) {
            try await town.accounts.add(registration, named: DisplayName("x"), for: other, from: Town.traits)
        }
        #expect(try await town.accounts.passkeys(of: other).isEmpty)
    }

    @Test func `known passkeys keep a device from making a second one`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let device = try await town.device(for: session)
        let options = try await town.accounts.passkeyCreation(for: session)
        #expect(options.excludeCredentials.map(\.id.bytes) == [device.id])
        #expect(options.user.name == "mei@example.org")
    }

    @Test func `an account has twenty at most`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        for number in 0..<20 { _ = try await town.device(for: session, seed: UInt64(100 + number)) }
        await #expect(throws: Problem(.tooManyPasskeys, ["limit": "20"])) {
            try await town.accounts.passkeyCreation(for: session)
        }
        #expect(try await town.accounts.passkeys(of: session).count == 20)
    }

    @Test func `a person renames and removes their own, and nobody else's`() async throws {
        let session = try await town.session(town.member("mei@example.org"))
        let other = try await town.session(town.member("jo@example.org"))
        let device = try await town.device(for: session)
        let id = try #require(try await town.accounts.passkeys(of: session).first).id
        let name = try DisplayName("Key ring")
        await #expect(throws: Problem(.notFound)) {
            try await town.accounts.rename(id, to: name, for: other)
        }
        await #expect(throws: Problem(.notFound)) {
            try await town.accounts.remove(id, for: other, from: Town.traits)
        }
        try await town.accounts.rename(id, to: name, for: session)
        #expect(try await town.accounts.passkeys(of: session).map(\.name) == [name])
        let assertion = try town.answer(device, to: await town.accounts.passkeyRequest())
        try await town.accounts.remove(id, for: session, from: Town.traits)
        await #expect(throws: Problem(.passkeyRefused)) {
            try await town.accounts.signIn(passkey: assertion, traits: Town.traits)
        }
        _ = try await town.signIn("mei@example.org")
    }
}
