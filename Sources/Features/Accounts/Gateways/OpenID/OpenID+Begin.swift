package import Kernel
import Outbound

extension OpenID {
    /// A person's way to the provider.
    package struct Departure: Sendable {
        /// Where to redirect to.
        package let address: String
        /// What the browser must bring back, in a cookie that lives as long as `patience`.
        package let cookie: Secret
    }

    /// Starts a sign-in.
    /// - Parameters:
    ///   - id: the provider that was chosen.
    ///   - errand: what the person wants of the provider.
    ///   - page: where the person wants to be afterwards; it comes back as it is.
    /// - Returns: where to send the browser, and with what cookie.
    /// - Throws: `OpenIDFailure`.
    package func begin(
        _ id: OpenIDProvider.ID,
        on errand: OpenIDErrand,
        returningTo page: String
    ) async throws -> Departure {
        try await logged(id) {
            let provider = try provider(id)
            let metadata = try await directory.metadata(of: provider)
            let state = OpenIDState(
                id,
                on: errand,
                page: page,
                endsAt: clock.now() + Self.patience,
                randomness: randomness
            )
            let address = metadata.authorizationEndpoint.adding(
                query: [
                    ("response_type", "code"),
                    ("client_id", provider.clientID),
                    ("redirect_uri", returnAddress(id)),
                    ("scope", provider.scopes.joined(separator: " ")),
                    ("state", state.state),
                    ("nonce", state.nonce),
                    ("code_challenge", state.challenge),
                    ("code_challenge_method", "S256"),
                ] + errand.demands
            )
            return Departure(address: address.text, cookie: try state.sealed(with: seal))
        }
    }
}
