import Accounts
package import Hummingbird
import Kernel

extension FrontDesk {
    /// Asks again who shows a key: an answer that goes on for long tells a revoked one nothing more.
    ///
    /// Cookies are not asked about, which would count as a use of them; such answers end by themselves.
    /// - Throws: `Problem` `api_key_revoked`, `api_key_expired`, `api_key_invalid`.
    package func confirm(_ request: Request) async throws {
        guard let text = request.shownKey else { return }
        guard let secret = KeySecret(text) else { throw Problem(.apiKeyInvalid) }
        _ = try await accounts.key(secret)
    }
}
