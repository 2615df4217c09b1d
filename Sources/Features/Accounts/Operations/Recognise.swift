import FoundationEssentials
import Kernel
import Store
import Vault

extension Accounts {
    /// The visitor whose token this is; nil for an unknown, expired or erased one, without saying which.
    ///
    /// A use keeps the visitor for another seven days.
    package func recognise(_ token: Token) async throws -> Visitor? {
        let (now, index) = (clock.now(), index(of: token, as: .visitor))
        guard let visitor = try await store.read({ tx in try VisitorRecords(tx).visitor(token: index) }),
            visitor.expiresAt > now, try await ring.holdsKey(of: visitor.subject)
        else { return nil }
        let renewed = Visitor(subject: visitor.subject, expiresAt: now + Visitor.lifetime)
        guard renewed.expiresAt - visitor.expiresAt > Visitor.renewalStep else { return visitor }
        try await store.write { tx in try VisitorRecords(tx).renew(renewed, now: now) }
        return renewed
    }

    /// Deletes what ends before the time that the inventory knows: sessions that nobody uses, and challenges, which are nobody's.
    package func deleteExpired() async throws {
        let now = clock.now()
        try await store.write { tx in
            _ = try SessionRecords(tx).deleteEnded(before: now)
            try ChallengeRecords(tx).deleteExpired(before: now)
        }
    }
}
