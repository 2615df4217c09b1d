import FoundationEssentials
import Kernel
import TestSupport
import Testing

@testable import Accounts

/// How people of the town sign in besides their passwords.
extension Town {
    /// An authenticator app that has been set up, and the recovery codes that were told.
    struct App {
        let secret: OneTimeSecret
        let recoveryCodes: [RecoveryCode]

        /// What the app shows.
        func code(at now: Timestamp) -> String { secret.code(OneTimeSecret.step(at: now)).reveal() }
    }

    /// Sets an app up; its codes are good from the next period on.
    func app(for session: Session) async throws -> App {
        let secret = try await proposal(for: session)
        let code = secret.code(OneTimeSecret.step(at: place.time.now)).reveal()
        let codes = try await accounts.confirmOneTimeCode(code, for: session, from: Self.traits)
        place.time.advance(by: OneTimeSecret.period)
        return App(secret: secret, recoveryCodes: codes)
    }

    /// A secret that waits for its first code.
    func proposal(for session: Session) async throws -> OneTimeSecret {
        try await accounts.proposeOneTimeCode(for: session)
        let shown = try #require(try await accounts.proposedOneTimeCode(for: session))
        let bytes = try #require(Base32.decode(shown.base32.reveal()))
        return try #require(OneTimeSecret(bytes: Data(bytes)))
    }

    /// Somebody with an app, in a session of today.
    func guardedMember(_ email: String) async throws -> (session: Session, app: App) {
        let session = try await session(member(email))
        return (session, try await app(for: session))
    }

    /// The token of somebody who has shown the password.
    func halfWayToken(_ email: String, _ password: String = Self.password) async throws -> Token {
        guard case .secondFactorNeeded(let token) = try await enter(email, password) else {
            throw Problem(.notFound)
        }
        return token
    }

    func halfWay(_ email: String, _ password: String = Self.password) async throws -> HalfWay {
        try #require(try await accounts.halfWay(halfWayToken(email, password)))
    }

    func pass(_ halfWay: HalfWay, _ code: String) async throws -> SignedIn {
        try await accounts.pass(halfWay, by: .code(code), traits: Self.traits)
    }

    /// A device of the session's person, with a passkey that the site has taken.
    func device(
        for session: Session,
        seed: UInt64 = 7,
        name: String = "Phone"
    ) async throws -> SoftAuthenticator {
        let (device, registration) = try await registration(for: session, seed: seed)
        _ = try await accounts.add(
            registration,
            named: DisplayName(name),
            for: session,
            from: Self.traits
        )
        return device
    }

    /// A device with a new passkey, and what it answers.
    func registration(
        for session: Session,
        seed: UInt64 = 7
    ) async throws -> (SoftAuthenticator, PasskeyRegistration) {
        let options = try await accounts.passkeyCreation(for: session)
        var device = SoftAuthenticator()
        device.id = Data(Randomness.seeded(seed).bytes(32))
        device.handle = try #require(PasskeyUserHandle(bytes: options.user.id.bytes))
        let challenge = try #require(PasskeyChallenge(bytes: options.challenge.bytes))
        return (device, try device.register(.registering(challenge)))
    }

    /// What a device answers to what the browser is asked with.
    func answer(
        _ device: SoftAuthenticator,
        to options: PasskeyRequestOptions,
        _ change: (inout SoftAuthenticator.Claims) -> Void = { _ in }
    ) throws -> PasskeyAssertion {
        var claims = SoftAuthenticator.Claims.signingIn(
            try #require(PasskeyChallenge(bytes: options.challenge.bytes))
        )
        change(&claims)
        return try device.signIn(claims)
    }

    /// How many of several attempts at once succeed.
    func successes(of attempts: [@Sendable () async throws -> Void]) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for attempt in attempts {
                group.addTask {
                    do {
                        try await attempt()
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }
}
