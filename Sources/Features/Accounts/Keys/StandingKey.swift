package import Kernel
import Store

extension Accounts {
    /// A key that work goes on with which was handed over by its program: it must still be one.
    /// - Throws: `Problem` `api_key_revoked`, `api_key_expired`, `api_key_invalid` for one that is not the subject's.
    package func standingKey(_ id: APIKeyID, of subject: SubjectID) async throws -> APIKey {
        guard let row = try await store.read({ tx in try KeyRecords(tx).key(id, of: subject) }) else {
            throw Problem(.apiKeyInvalid)
        }
        guard row.revokedAt == nil else { throw Problem(.apiKeyRevoked) }
        if let end = row.key.expiresAt, end <= clock.now() { throw Problem(.apiKeyExpired) }
        return row.key
    }
}
