import Kernel
import Store
import Vault

extension Accounts {
    /// Starts a visitor: first the key, durably, then the row.
    ///
    /// The token is told once and never again.
    package func welcome() async throws -> (visitor: Visitor, token: Token) {
        let (now, token) = (clock.now(), Token(randomness))
        let visitor = Visitor(subject: ids.next(), expiresAt: now + Visitor.lifetime)
        try await ring.makeKey(for: visitor.subject)
        let index = index(of: token, as: .visitor)
        try await store.write { tx in
            try VisitorRecords(tx).insert(visitor, token: index, now: now)
        }
        return (visitor, token)
    }
}
