import FoundationEssentials
package import Kernel
import Vault

/// Somebody from a provider whom we do not know yet, on the way through the age question.
///
/// They travel sealed in a cookie of their own browser, for a quarter of an hour: before the sign-up nothing is stored.
package struct Newcomer: Sendable {
    package static let patience: Duration = .seconds(15 * 60)

    package let identity: OpenIDIdentity
    let endsAt: Timestamp

    private struct Content: Codable {
        let provider: String
        let issuer: String
        let subject: String
        let email: String
        let name: String?
        let endsAt: Int64
    }

    fileprivate init(_ identity: OpenIDIdentity, until end: Timestamp) {
        self.identity = identity
        endsAt = end
    }

    fileprivate init?(json: Data) {
        guard let content = try? JSONDecoder().decode(Content.self, from: json),
            let provider = OpenIDProvider.ID(content.provider), let email = EmailAddress(content.email)
        else { return nil }
        identity = OpenIDIdentity(
            provider: provider,
            issuer: content.issuer,
            subject: content.subject,
            verified: email,
            name: content.name
        )
        endsAt = Timestamp(milliseconds: content.endsAt)
    }

    fileprivate func json() throws -> Data {
        guard let email = identity.email, identity.isEmailVerified else { throw Problem(.openIDNoAddress) }
        return try JSONEncoder().encode(
            Content(
                provider: identity.provider.text,
                issuer: identity.issuer,
                subject: identity.subject,
                email: email.text,
                name: identity.name,
                endsAt: endsAt.milliseconds
            )
        )
    }
}

extension OpenID {
    /// The cookie value that leads a newcomer through the sign-up.
    /// - Throws: `Problem` `openid_no_address`.
    package func welcome(_ identity: OpenIDIdentity) throws -> Secret {
        let newcomer = Newcomer(identity, until: clock.now() + Newcomer.patience)
        return Secret(Base64URL(try newcomerSeal.seal(newcomer.json())).text)
    }

    /// Whom such a cookie speaks for; nil for one that is old, altered, or of a provider that is no longer believed.
    package func newcomer(_ cookie: String?) -> Newcomer? {
        guard let cookie, cookie.utf8.count <= OpenIDState.longestCookie,
            let sealed = Base64URL(cookie)?.bytes, let json = newcomerSeal.open(sealed),
            let newcomer = Newcomer(json: json), newcomer.endsAt > clock.now(),
            providers.contains(where: {
                $0.id == newcomer.identity.provider && $0.issuer.text == newcomer.identity.issuer
            })
        else { return nil }
        return newcomer
    }
}
