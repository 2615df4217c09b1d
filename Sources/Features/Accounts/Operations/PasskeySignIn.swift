import Kernel

extension Accounts {
    /// Whether this site has passkeys: one that is reached by an address has none.
    package var hasPasskeys: Bool { site.passkeys != nil }

    /// What the browser is asked with by somebody of whom nothing is known; the same for everybody.
    /// - Throws: `Problem` `not_found` on a host without passkeys.
    package func passkeyRequest() async throws -> PasskeyRequestOptions {
        try passkeySite().requestOptions(challenge: await challenge(for: .signingIn))
    }

    /// What the browser is asked with for the second factor: a signature by one of the account's passkeys.
    /// - Throws: `Problem` `not_found` on a host without passkeys.
    package func passkeyRequest(for halfWay: HalfWay) async throws -> PasskeyRequestOptions {
        try await passkeyRequest(of: halfWay.subject, on: .secondStep(halfWay.id))
    }

    /// What the browser is asked with when somebody shows again that it is them.
    /// - Throws: `Problem` `not_found` on a host without passkeys.
    package func passkeyRequest(for session: Session) async throws -> PasskeyRequestOptions {
        try await passkeyRequest(of: session.subject, on: .proving(session.id))
    }

    /// Signs somebody in by a passkey alone, which is both factors.
    /// - Throws: `Problem` `passkey_refused`, for whatever reason.
    package func signIn(passkey assertion: PasskeyAssertion, traits: ClientTraits) async throws -> SignedIn {
        let subject = try await verified(assertion, on: .signingIn)
        guard let signedIn = try await enter(subject, by: .passkey, traits: traits).signedIn else {
            throw Problem(.passkeyRefused)
        }
        return signedIn
    }

    private func passkeyRequest(
        of subject: SubjectID,
        on occasion: PasskeyOccasion
    ) async throws -> PasskeyRequestOptions {
        let (party, known) = (try passkeySite(), try await opened(passkeysOf: subject))
        return party.requestOptions(challenge: try await challenge(for: occasion), allowing: known)
    }
}
