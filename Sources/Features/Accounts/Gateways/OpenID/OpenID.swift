package import Kernel
import Logging
package import Outbound
package import Vault

/// Signing in with an account elsewhere: the authorization code flow of OpenID Connect Core 1.0, with PKCE (RFC 7636).
///
/// `begin` sends a person to the provider and hands out a sealed cookie value; `finish` takes what came back with it and says
/// whom the provider vouches for. Nothing is stored in between. Who that is to us, accounts decide.
package struct OpenID: Sendable {
    /// How long a person may take at the provider.
    package static let patience: Duration = .seconds(600)

    /// In the order of the settings.
    package let providers: [OpenIDProvider]
    let directory: OpenIDDirectory
    let usedStates: UsedStates
    let seal: InstallationSeal
    let newcomerSeal: InstallationSeal
    let returnAddress: @Sendable (OpenIDProvider.ID) -> String
    let clock: Clock
    let randomness: Randomness

    /// - Parameters:
    ///   - providers: whom the operator trusts.
    ///   - outbound: the way to them.
    ///   - master: the installation's key.
    ///   - returnAddress: where a provider sends people back to, one address for each, so that no provider's answer can be taken
    ///     for another's (RFC 9700, section 4.4).
    ///   - clock: knows when states and tokens end.
    ///   - randomness: makes states, nonces and verifiers.
    package init(
        _ providers: [OpenIDProvider],
        outbound: Outbound,
        master: MasterKey,
        returnAddress: @escaping @Sendable (OpenIDProvider.ID) -> String,
        clock: Clock,
        randomness: Randomness
    ) {
        self.providers = providers
        directory = OpenIDDirectory(outbound: outbound, clock: clock)
        usedStates = UsedStates(clock: clock)
        seal = InstallationSeal(master, for: "openid")
        newcomerSeal = InstallationSeal(master, for: "newcomer")
        self.returnAddress = returnAddress
        self.clock = clock
        self.randomness = randomness
    }

    func provider(_ id: OpenIDProvider.ID) throws(OpenIDFailure) -> OpenIDProvider {
        guard let provider = providers.first(where: { $0.id == id }) else { throw .providerUnknown }
        return provider
    }

    /// Runs a step and logs why it failed, without a word of what was exchanged.
    func logged<Value>(
        _ id: OpenIDProvider.ID,
        _ step: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await step()
        } catch let failure as OpenIDFailure {
            let known = providers.contains { $0.id == id }
            let metadata: Logger.Metadata = [
                "host_id": "\(known ? "openid-\(id.text)" : "none")", "reason": "\(failure.rawValue)",
            ]
            Logger.current.notice("Signing in with a provider failed", metadata: metadata)
            throw failure
        }
    }
}
